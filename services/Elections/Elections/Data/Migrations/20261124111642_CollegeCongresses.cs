using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentUnion.Elections.Data.Migrations
{
    /// <inheritdoc />
    public partial class CollegeCongresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Computed first, then a column like any other: an update would see no row, since the policy holds for the owner too.
            migrationBuilder.Sql("alter table congresses add column organization_id uuid not null generated always as (tenant_id) stored");
            migrationBuilder.Sql("alter table congresses alter column organization_id drop expression");

            migrationBuilder.CreateTable(
                name: "colleges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_colleges", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "colleges");

            migrationBuilder.DropColumn(
                name: "organization_id",
                table: "congresses");
        }
    }
}
