using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentUnion.Elections.Data.Migrations
{
    /// <inheritdoc />
    public partial class MembersLeave : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "active",
                table: "members",
                type: "boolean",
                nullable: false,
                defaultValue: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "active",
                table: "members");
        }
    }
}
