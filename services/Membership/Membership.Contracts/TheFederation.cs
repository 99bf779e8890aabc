namespace StudentUnion.Membership.Contracts;

/// <summary>The federation itself: the one organization that exists before anything is imported, known to every service by the same id unless <c>Federation:Id</c> says otherwise.</summary>
public static class TheFederation
{
    public static readonly Guid Id = new("00000000-0000-7000-8000-000000000001");

    public const string Name = "江苏省学生联合会";
}
