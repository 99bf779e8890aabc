namespace StudentUnion.Api;

/// <summary>Recruitment: calls, applications, approvals, notice and probation.</summary>
public sealed partial class MembershipApi
{
    private const string CallsBase = Base + "/calls";
    private const string ApplicationsBase = Base + "/applications";
    private const string ApprovalsBase = Base + "/approvals";
    private const string DelegationsBase = Base + "/delegations";

    public Task<Page<CallRow>> Calls(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query(CallsBase, ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageCallRow, ct);

    public Task<RecruitmentCall> Call(Guid id, CancellationToken ct = default) => _transport.Get($"{CallsBase}/{id}", ApiJson.Default.RecruitmentCall, ct);

    public Task<Created> DraftCall(NewCall call, string? key = null, CancellationToken ct = default) =>
        _transport.Create(CallsBase, call, ApiJson.Default.NewCall, ApiJson.Default.Created, key, ct);

    public Task OpenCall(Guid id, CancellationToken ct = default) => _transport.Act($"{CallsBase}/{id}/opening", ct);

    public Task CompleteCall(Guid id, CancellationToken ct = default) => _transport.Act($"{CallsBase}/{id}/completion", ct);

    public Task CancelCall(Guid id, string reason, CancellationToken ct = default) => Because($"{CallsBase}/{id}/cancellation", reason, ct);

    /// <summary>The applications of a call by stage.</summary>
    public Task<RecruitmentBoard> RecruitmentBoard(
        Guid call, ApplicationState? state = null, int? post = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{CallsBase}/{call}/applications", ("state", Words.Of(state)), ("post", Transport.Number(post)), ("after", after),
            ("limit", Transport.Number(limit))), ApiJson.Default.RecruitmentBoard, ct);

    public Task<SelectionMade> SelectForPost(Guid call, int post, int? take = null, CancellationToken ct = default) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{CallsBase}/{call}/posts/{post}/selection")
        {
            Content = () => Transport.Json(new SelectionRequest(take), ApiJson.Default.SelectionRequest),
        }, ApiJson.Default.SelectionMade, ct);

    /// <summary>Fixes the draw among the equals of a post; once it is drawn, its result is taken by itself.</summary>
    public Task<Created> DrawAmongEquals(Guid call, int post, DrawAmongEquals draw, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{CallsBase}/{call}/posts/{post}/draw", draw, ApiJson.Default.DrawAmongEquals, ApiJson.Default.Created, key, ct);

    /// <summary>What the rules say of the caller for a post; changes nothing.</summary>
    public Task<Decision> MyEligibility(Guid call, int post, CancellationToken ct = default) =>
        _transport.Get($"{CallsBase}/{call}/posts/{post}/eligibility", ApiJson.Default.Decision, ct);

    public Task<Created> ApplyForPost(Guid call, NewApplication application, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{CallsBase}/{call}/applications", application, ApiJson.Default.NewApplication, ApiJson.Default.Created, key, ct);

    public Task<Page<ApplicationRow>> MyApplications(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query(ApplicationsBase, ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageApplicationRow, ct);

    public Task<RecruitmentApplication> Application(Guid id, CancellationToken ct = default) =>
        _transport.Get($"{ApplicationsBase}/{id}", ApiJson.Default.RecruitmentApplication, ct);

    public Task WithdrawApplication(Guid id, CancellationToken ct = default) => _transport.Act($"{ApplicationsBase}/{id}/withdrawal", ct);

    public Task<Created> RaiseObjection(Guid application, string text, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{ApplicationsBase}/{application}/objections", new NewObjection(text), ApiJson.Default.NewObjection, ApiJson.Default.Created, key, ct);

    public Task AnswerObjection(Guid application, Guid objection, ObjectionAnswer answer, string reason, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{ApplicationsBase}/{application}/objections/{objection}/answer")
        {
            Content = () => Transport.Json(new ObjectionReply(answer, reason), ApiJson.Default.ObjectionReply),
        }, ct);

    public Task BeginProbation(Guid application, Guid mentor, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{ApplicationsBase}/{application}/probation")
        {
            Content = () => Transport.Json(new ProbationBeginning(mentor), ApiJson.Default.ProbationBeginning),
        }, ct);

    public Task ExtendProbation(Guid application, int days, string reason, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{ApplicationsBase}/{application}/extension")
        {
            Content = () => Transport.Json(new ProbationExtension(days, reason), ApiJson.Default.ProbationExtension),
        }, ct);

    public Task ConfirmInOffice(Guid application, CancellationToken ct = default) => _transport.Act($"{ApplicationsBase}/{application}/confirmation", ct);

    public Task EndProbation(Guid application, string reason, CancellationToken ct = default) => Because($"{ApplicationsBase}/{application}/ending", reason, ct);

    /// <summary>What waits for the caller's decision, the nearest deadline first.</summary>
    public Task<ApprovalInbox> Approvals(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query(ApprovalsBase, ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.ApprovalInbox, ct);

    public Task<RecruitmentApplication> Approval(Guid application, CancellationToken ct = default) =>
        _transport.Get($"{ApprovalsBase}/{application}", ApiJson.Default.RecruitmentApplication, ct);

    public Task Decide(Guid application, ApprovalDecision decision, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{ApprovalsBase}/{application}")
        {
            // The same decision twice is harmless.
            Content = () => Transport.Json(decision, ApiJson.Default.ApprovalDecision), Repeatable = true,
        }, ct);

    public Task<Page<Delegation>> Delegations(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query(DelegationsBase, ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageDelegation, ct);

    public Task<Created> DelegateApprovals(NewDelegation delegation, string? key = null, CancellationToken ct = default) =>
        _transport.Create(DelegationsBase, delegation, ApiJson.Default.NewDelegation, ApiJson.Default.Created, key, ct);

    public Task EndDelegation(Guid id, CancellationToken ct = default) => _transport.Act($"{DelegationsBase}/{id}/ending", ct);
}
