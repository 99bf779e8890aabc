using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace StudentUnion.Membership.Data.Migrations
{
    /// <inheritdoc />
    public partial class Offices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "membership.name-is-free",
                table: "organizations");

            migrationBuilder.DropIndex(
                name: "membership.holds-one-seat",
                table: "appointments");

            migrationBuilder.AddColumn<string>(
                name: "status",
                table: "students",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "status",
                table: "roster_staging",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "member_id",
                table: "organizations",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            // Colleges belong to what stands above them; all that was there before are members or the federation.
            migrationBuilder.Sql("update organizations set member_id = case when kind = 'College' then parent_id else id end");

            migrationBuilder.AddColumn<Guid>(
                name: "successor_id",
                table: "organizations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "rank",
                table: "appointments",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<Guid>(
                name: "election_id",
                table: "appointments",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<Guid>(
                name: "congress_id",
                table: "appointments",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "application_id",
                table: "appointments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "department_id",
                table: "appointments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ending",
                table: "appointments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "seat",
                table: "appointments",
                type: "text",
                nullable: false,
                defaultValue: "Presidium");

            migrationBuilder.AddColumn<string>(
                name: "source",
                table: "appointments",
                type: "text",
                nullable: false,
                defaultValue: "Elected");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "suspended_since",
                table: "appointments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "term_ends",
                table: "appointments",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "appointments",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "appointment_history",
                columns: table => new
                {
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointment_history", x => new { x.appointment_id, x.version });
                    table.ForeignKey(
                        name: "fk_appointment_history_appointments_appointment_id",
                        column: x => x.appointment_id,
                        principalTable: "appointments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "exemptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    stated_by = table.Column<Guid>(type: "uuid", nullable: false),
                    stated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exemptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "limits",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    from_year = table.Column<int>(type: "integer", nullable: false),
                    size_from = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    set_by = table.Column<Guid>(type: "uuid", nullable: true),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limits", x => new { x.key, x.level, x.from_year, x.size_from });
                });

            migrationBuilder.CreateTable(
                name: "office_findings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    rule = table.Column<string>(type: "text", nullable: false),
                    seen = table.Column<string>(type: "text", nullable: true),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_office_findings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "post_templates",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    zh = table.Column<string>(type: "text", nullable: false),
                    en = table.Column<string>(type: "text", nullable: false),
                    seat = table.Column<string>(type: "text", nullable: false),
                    from_year = table.Column<int>(type: "integer", nullable: false),
                    until_year = table.Column<int>(type: "integer", nullable: true),
                    at_colleges = table.Column<bool>(type: "boolean", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post_templates", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "standings",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    semester = table.Column<string>(type: "text", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: true),
                    size = table.Column<int>(type: "integer", nullable: true),
                    failed_courses = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_standings", x => new { x.tenant_id, x.person_id, x.scope, x.semester });
                });

            migrationBuilder.CreateTable(
                name: "supervisors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    full_time = table.Column<bool>(type: "boolean", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervisors", x => x.id);
                    table.ForeignKey(
                        name: "fk_supervisors_organizations_body_id",
                        column: x => x.body_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "limits",
                columns: new[] { "from_year", "key", "level", "size_from", "set_at", "set_by", "source", "value" },
                values: new object[,]
                {
                    { 2020, "academic-rank", "College", 0, null, null, "2020-2024 年改革评估表", 300 },
                    { 2020, "academic-rank", "School", 0, null, null, "2020-2024 年改革评估表", 300 },
                    { 2020, "department-count", "School", 0, null, null, "2020-2024 年改革评估表", 6 },
                    { 2020, "failed-courses", "College", 0, null, null, "2020-2024 年改革评估表", 0 },
                    { 2020, "failed-courses", "School", 0, null, null, "2020-2024 年改革评估表", 0 },
                    { 2020, "notice-days", "College", 0, null, null, "惯例", 3 },
                    { 2020, "notice-days", "School", 0, null, null, "惯例", 3 },
                    { 2020, "presidium-size", "College", 0, null, null, "惯例", 3 },
                    { 2020, "presidium-size", "School", 0, null, null, "2020-2024 年改革评估表", 5 },
                    { 2020, "staff-size", "College", 0, null, null, "惯例", 30 },
                    { 2020, "staff-size", "School", 0, null, null, "2020-2024 年改革评估表", 40 },
                    { 2020, "staff-size-exception", "School", 0, null, null, "2020-2024 年改革评估表", 60 }
                });

            migrationBuilder.InsertData(
                table: "post_templates",
                columns: new[] { "code", "at_colleges", "en", "from_year", "ordinal", "seat", "until_year", "zh" },
                values: new object[,]
                {
                    { "Chair", true, "Chair", 2017, 2, "Presidium", 2022, "主席" },
                    { "DepartmentHead", true, "Department head", 2017, 6, "Department", 2022, "部长" },
                    { "DepartmentMember", true, "Department member", 2023, 9, "Department", null, "部门成员" },
                    { "DeputyHead", true, "Deputy head", 2017, 7, "Department", 2022, "副部长" },
                    { "LeagueBranchSecretary", true, "League branch secretary", 2017, 5, "Branch", null, "团支部书记" },
                    { "Officer", true, "Officer", 2017, 8, "Department", 2022, "干事" },
                    { "PresidiumMember", true, "Presidium member", 2023, 1, "Presidium", null, "主席团成员" },
                    { "SecretaryGeneral", false, "Secretary-general", 2017, 4, "Secretariat", null, "秘书长" },
                    { "ViceChair", true, "Vice-chair", 2017, 3, "Presidium", 2022, "副主席" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_member_id_parent_id_kind_name",
                table: "organizations",
                columns: new[] { "member_id", "parent_id", "kind", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_successor_id",
                table: "organizations",
                column: "successor_id");

            migrationBuilder.CreateIndex(
                name: "membership.name-is-free",
                table: "organizations",
                columns: new[] { "parent_id", "kind", "name" },
                unique: true,
                filter: "status = 'Active' and kind not in ('Federation', 'StudentUnion')");

            migrationBuilder.CreateIndex(
                name: "membership.one-of-a-kind",
                table: "organizations",
                columns: new[] { "parent_id", "kind" },
                unique: true,
                filter: "status = 'Active' and kind in ('LeagueBranch', 'PartyCommittee', 'LeagueCommittee', 'StudentAffairs')");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_department_id",
                table: "appointments",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_person_id",
                table: "appointments",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_tenant_id_organization_id_since_id",
                table: "appointments",
                columns: new[] { "tenant_id", "organization_id", "since", "id" });

            migrationBuilder.CreateIndex(
                name: "membership.holds-one-seat",
                table: "appointments",
                columns: new[] { "organization_id", "person_id" },
                unique: true,
                filter: "until is null and seat in ('Presidium', 'Department')");

            migrationBuilder.CreateIndex(
                name: "membership.one-holder",
                table: "appointments",
                columns: new[] { "organization_id", "seat" },
                unique: true,
                filter: "until is null and seat in ('Branch', 'Secretariat')");

            migrationBuilder.CreateIndex(
                name: "ix_exemptions_organization_id_key_year",
                table: "exemptions",
                columns: new[] { "organization_id", "key", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_office_findings_organization_id_appointment_id_rule",
                table: "office_findings",
                columns: new[] { "organization_id", "appointment_id", "rule" });

            migrationBuilder.CreateIndex(
                name: "ix_office_findings_tenant_id_settled_at_id",
                table: "office_findings",
                columns: new[] { "tenant_id", "settled_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_supervisors_body_id",
                table: "supervisors",
                column: "body_id");

            migrationBuilder.CreateIndex(
                name: "ix_supervisors_tenant_id_body_id_name",
                table: "supervisors",
                columns: new[] { "tenant_id", "body_id", "name" });

            migrationBuilder.AddForeignKey(
                name: "fk_appointments_organizations_department_id",
                table: "appointments",
                column: "department_id",
                principalTable: "organizations",
                principalColumn: "id");

            migrationBuilder.AddForeignKey(
                name: "fk_organizations_organizations_successor_id",
                table: "organizations",
                column: "successor_id",
                principalTable: "organizations",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_appointments_organizations_department_id",
                table: "appointments");

            migrationBuilder.DropForeignKey(
                name: "fk_organizations_organizations_successor_id",
                table: "organizations");

            migrationBuilder.DropTable(
                name: "appointment_history");

            migrationBuilder.DropTable(
                name: "exemptions");

            migrationBuilder.DropTable(
                name: "limits");

            migrationBuilder.DropTable(
                name: "office_findings");

            migrationBuilder.DropTable(
                name: "post_templates");

            migrationBuilder.DropTable(
                name: "standings");

            migrationBuilder.DropTable(
                name: "supervisors");

            migrationBuilder.DropIndex(
                name: "ix_organizations_member_id_parent_id_kind_name",
                table: "organizations");

            migrationBuilder.DropIndex(
                name: "ix_organizations_successor_id",
                table: "organizations");

            migrationBuilder.DropIndex(
                name: "membership.name-is-free",
                table: "organizations");

            migrationBuilder.DropIndex(
                name: "membership.one-of-a-kind",
                table: "organizations");

            migrationBuilder.DropIndex(
                name: "ix_appointments_department_id",
                table: "appointments");

            migrationBuilder.DropIndex(
                name: "ix_appointments_person_id",
                table: "appointments");

            migrationBuilder.DropIndex(
                name: "ix_appointments_tenant_id_organization_id_since_id",
                table: "appointments");

            migrationBuilder.DropIndex(
                name: "membership.holds-one-seat",
                table: "appointments");

            migrationBuilder.DropIndex(
                name: "membership.one-holder",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "status",
                table: "students");

            migrationBuilder.DropColumn(
                name: "status",
                table: "roster_staging");

            migrationBuilder.DropColumn(
                name: "member_id",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "application_id",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "department_id",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "ending",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "seat",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "source",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "suspended_since",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "term_ends",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "version",
                table: "appointments");

            migrationBuilder.AlterColumn<int>(
                name: "rank",
                table: "appointments",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "election_id",
                table: "appointments",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "congress_id",
                table: "appointments",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "membership.name-is-free",
                table: "organizations",
                columns: new[] { "parent_id", "kind", "name" },
                unique: true,
                filter: "status = 'Active' and kind in ('GraduateUnion', 'ResearchInstitute', 'College')");

            migrationBuilder.CreateIndex(
                name: "membership.holds-one-seat",
                table: "appointments",
                columns: new[] { "organization_id", "person_id" },
                unique: true,
                filter: "until is null");
        }
    }
}
