using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Features;
using StudentUnion.Membership.Contracts;
using StudentUnion.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults(ElectionRules.All);
builder.Services.AddValidation();
builder.Services.AddOpenApi("v1", ApiDocument.Describe);
builder.AddDatabase<ElectionsDb>("electionsdb", new DatabaseWall(BallotBox.Schema, BallotBox.Role));
builder.AddMessaging<ElectionsDb>(ears => ears
    .Hear<MembersEnrolled, KeepTheRoll>("elections.keep-the-roll")
    .Hear<OrganizationRegistered, KnowTheColleges>("elections.know-the-colleges"));
CastBallot.AddTo(builder.Services);
GetTurnout.AddTo(builder.Services);
CloseDueElections.AddTo(builder.Services);

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapGroup("/api/elections");

// Everybody of the member organization.
var everybody = api.MapGroup("").RequireAuthorization().InTenant<ElectionsDb>();
ListCongresses.Map(everybody);
GetCongress.Map(everybody);
ListElections.Map(everybody);
GetElection.Map(everybody);
GetTurnout.Map(everybody);
GetResult.Map(everybody);

// Officers of the union prepare.
var officers = api.MapGroup("").RequireAnyRole(Roles.UnionOfficer).InTenant<ElectionsDb>();
ConveneCongress.Map(officers);
AddDelegates.Map(officers);
RecordPresence.Map(officers);
DraftElection.Map(officers);
ReviseElection.Map(officers);
NameCandidates.Map(officers);

// Officers and the League committee's teachers run the vote.
var runners = api.MapGroup("").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).InTenant<ElectionsDb>();
ListDelegates.Map(runners);
OpenElection.Map(runners);
CloseElection.Map(runners);
CountBallots.Map(runners);
CertifyResult.Map(runners);

// The vote itself: no transaction of the ordinary role, no idempotency key, nothing that joins a voter to a ballot.
CastBallot.Map(api.MapGroup("").RequirePerson());

app.Run();
