namespace StudentUnion.Membership.Domain;

/// <summary>The federation this platform serves, as its settings name it.</summary>
/// <param name="Id">Its organization id, which is also its tenant.</param>
/// <param name="Name">Its official name.</param>
public sealed record Federation(Guid Id, string Name)
{
    public static readonly Guid DefaultId = Guid.Parse("00000000-0000-7000-8000-000000000001");
    public const string DefaultName = "江苏省学生联合会";
}
