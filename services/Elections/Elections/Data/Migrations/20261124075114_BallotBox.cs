using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentUnion.Elections.Data.Migrations
{
    /// <summary>
    /// The box is written by hand: no context of this service maps it. Its tables hold no time, no sequence and no reference between roll and ballots;
    /// room is left on the roll's pages so that marking a voter moves no index entry.
    /// </summary>
    public partial class BallotBox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            create schema ballot_box;

            create table ballot_box.boxes (
              election_id uuid not null, tenant_id uuid not null, open boolean not null, closes_at timestamptz not null,
              issued integer not null, returned integer not null,
              constraint pk_boxes primary key (election_id)) with (fillfactor = 50);

            create table ballot_box.roll (
              tenant_id uuid not null, election_id uuid not null, person_id uuid not null, voted boolean not null,
              constraint pk_roll primary key (election_id, person_id)) with (fillfactor = 50);

            create table ballot_box.ballots (
              id uuid not null, tenant_id uuid not null, election_id uuid not null, marks smallint[] not null,
              constraint pk_ballots primary key (election_id, id));
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop schema ballot_box cascade;");
    }
}
