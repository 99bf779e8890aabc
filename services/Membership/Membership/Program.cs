using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.Membership.Domain.Students;
using StudentUnion.Membership.Features.Directory;
using StudentUnion.Membership.Features.Draws;
using StudentUnion.Membership.Features.Exchanges;
using StudentUnion.Membership.Features.Indicators;
using StudentUnion.Membership.Features.InstitutionList;
using StudentUnion.Membership.Features.Learning;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.Membership.Features.Presidium;
using StudentUnion.Membership.Features.Recruitment;
using StudentUnion.Membership.Features.Registers;
using StudentUnion.Membership.Features.Replays;
using StudentUnion.Membership.Features.Roster;
using StudentUnion.Membership.Features.Rotation;
using StudentUnion.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults([.. MembershipRules.All, .. OfficeRules.All, .. StudentRules.All, .. RotationRules.All, .. ExchangeRules.All, .. LearningRules.All, .. RecruitmentRules.All]);
builder.Services.AddValidation();
builder.Services.AddOpenApi("v1", ApiDocument.Describe);
builder.Services.AddSingleton(new Federation(
    builder.Configuration.GetValue<Guid?>("Federation:Id") ?? Federation.DefaultId,
    builder.Configuration["Federation:Name"] ?? Federation.DefaultName));
builder.Services.AddSingleton(AcademicCalendar.From(builder.Configuration["Calendar:Autumn"], builder.Configuration["Calendar:Spring"]));
builder.Services.AddSingleton(builder.Configuration.GetSection("Learning").Get<LearningSettings>() ?? new LearningSettings());

builder.AddDatabase<MembershipDb>("membershipdb");
builder.AddMessaging<MembershipDb>(ears => ears
    .Hear<ElectionCertified, AppointThePresidium>("membership.appoint-the-presidium"));

builder.Services.AddHostedService<FoundTheFederation>();
builder.Services.AddSingleton<UploadSlots>().AddSingleton<MergeRosters>().AddHostedService(services => services.GetRequiredService<MergeRosters>());
builder.Services.AddSingleton<ReplayToAll>().AddHostedService(services => services.GetRequiredService<ReplayToAll>());
builder.Services.AddSingleton<CountTheProvince>().AddHostedService(services => services.GetRequiredService<CountTheProvince>());

var app = builder.Build();
app.UseServiceDefaults();

var membership = app.MapGroup("/api/membership").RequireAuthorization();

var organizations = membership.MapGroup("/organizations").InTenant<MembershipDb>().WithTags("组织 Organizations");
ListOrganizations.Map(organizations);
GetOrganization.Map(organizations);
RegisterOrganization.Map(organizations);
RenameOrganization.Map(organizations);
CloseOrganization.Map(organizations);

var lists = membership.MapGroup("/institution-imports").RequireAnyRole(Roles.FederationStaff).WithTags("教育部名单 The Ministry's list");
PreviewInstitutionList.Map(lists);
ApplyInstitutionList.Map(lists);
ShowInstitutionImport.Map(lists);

// An upload lasts as long as its sender needs and sees to its transactions itself.
var rosters = membership.MapGroup("/roster-imports").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithTags("学生名册 Roster");
ImportRoster.Map(rosters);
ShowRosterImport.Map(rosters.MapGroup("").InTenant<MembershipDb>());

var students = membership.MapGroup("/students").InTenant<MembershipDb>().RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithTags("学生名册 Roster");
SearchStudents.Map(students);
LookUpStudents.Map(students);
RollOver.Map(students);

// An officer prepares, the League committee enters: an appointment by table is an appointment.
var registers = membership.MapGroup("/register-imports").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithTags("登记表导入 Registers");
ImportRegister.Map(registers);

var own = membership.MapGroup("").InTenant<MembershipDb>().WithTags("本会 My union");
ShowMe.Map(own);
CorrectMyData.Map(own);
ShowPresidium.Map(own);

SetLimits.Map(own);
KeepSupervisors.Map(own);

// Every member sees who is in office; the League committee appoints and ends.
var offices = membership.MapGroup("/offices").InTenant<MembershipDb>().WithTags("任职 Offices");
ShowOffices.Map(offices);
AppointToOffice.Map(offices);
SettleFinding.Map(offices);
EndOffice.Map(offices.MapGroup("").RequireAnyRole(Roles.LeagueTeacher));

ShowIndicators.Map(membership.MapGroup("").WithTags("指标 Indicators"));
ReplayEverything.Map(membership.MapGroup("/replays").RequireAnyRole(Roles.FederationStaff).WithTags("事件重放 Replays"));

// Everybody of the union may look and check; two persons of those who keep it hold it.
var draws = membership.MapGroup("/draws").InTenant<MembershipDb>().WithTags("随机抽签 Draws");
ShowDraws.Map(draws);
CommitDraw.Map(draws);
var keepers = draws.MapGroup("").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher);
EnterSeed.Map(keepers);
CancelDraw.Map(keepers);

// Everybody of the union sees who chairs when; officers make the plans, those on the presidium swap and hand over.
var rotation = membership.MapGroup("/rotation").InTenant<MembershipDb>().WithTags("执行主席轮值 Rotation");
ShowRotation.Map(rotation);
WhoChairsToday.Map(rotation);
TakeTheCalendarAlong.Map(rotation);
HandOverTheChair.Map(rotation);
SwapShifts.Map(rotation.MapGroup("").RequirePerson());
var planners = rotation.MapGroup("").RequireAnyRole(Roles.UnionOfficer);
DraftRotation.Map(planners);
PublishRotation.Map(planners);
RearrangeShifts.Map(planners);

var exchanges = membership.MapGroup("/exchanges").InTenant<MembershipDb>().RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithTags("岗位交流 Post exchange");
ShowExchanges.Map(exchanges);
ProposeExchange.Map(exchanges.MapGroup("").RequireAnyRole(Roles.UnionOfficer));
DecideExchange.Map(exchanges);
// Officers arrange, officers and teachers close and enter afterwards; everybody sees the calendar, nobody sees who else was there.
var learning = membership.MapGroup("/learning").InTenant<MembershipDb>().WithTags("理论学习与培训 Learning");
MakeStudyPlan.Map(learning);
ReviseStudyPlan.Map(learning);
EndStudyPlan.Map(learning);
ShowStudyPlans.Map(learning);
AnnounceSession.Map(learning);
ShowSessions.Map(learning);
CancelSession.Map(learning);
CloseSession.Map(learning);
ShowCheckInCode.Map(learning);
EnterAfterwards.Map(learning);
ShowAttendance.Map(learning);
ShowMyLearning.Map(learning);
ShowCoverage.Map(learning);
IssueCertificate.Map(learning);

// A wrong code is counted although it is refused, so checking in sees to its transaction itself.
CheckIn.Map(membership.MapGroup("/learning").WithTags("理论学习与培训 Learning"));
// Members read and apply; officers and teachers run a call; the League committee's teachers answer objections and appoint.
var calls = membership.MapGroup("/calls").InTenant<MembershipDb>().WithTags("选聘 Recruitment");
ShowCalls.Map(calls);
ApplyForPost.Map(calls);
var callKeepers = calls.MapGroup("").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher);
DraftCall.Map(callKeepers);
RunCall.Map(callKeepers);
ShowBoard.Map(callKeepers);
SelectForPost.Map(callKeepers);

var applications = membership.MapGroup("/applications").InTenant<MembershipDb>().WithTags("选聘 Recruitment");
ShowApplications.Map(applications);
WithdrawApplication.Map(applications);
RaiseObjection.Map(applications);
ServeProbation.Map(applications.MapGroup("").RequireAnyRole(Roles.LeagueTeacher));

// The people of the bodies decide; each request asks for which body.
DecideApproval.Map(membership.MapGroup("/approvals").InTenant<MembershipDb>().RequireDecider().WithTags("审批 Approvals"));
DelegateApprovals.Map(membership.MapGroup("/delegations").InTenant<MembershipDb>().RequireDecider().WithTags("审批 Approvals"));

app.Run();
