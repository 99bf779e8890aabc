using StudentUnion.Membership.Domain;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Domain;

public class OrganizationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly List = new(2026, 6, 17);
    private static readonly Organization Federation = Organization.Federation(Guid.CreateVersion7(), "学联", Now);
    private static readonly Registrar Staff = new(true, null);
    private static readonly ListedInstitution Row = new("4132010284", "南京大学", "江苏省", "南京市", InstitutionLevel.Undergraduate, "教育部");

    [Theory]
    [InlineData(OrganizationKind.Federation)]
    [InlineData(OrganizationKind.StudentUnion)]
    public void What_the_list_brings_is_not_registered_by_hand(OrganizationKind kind) =>
        Refused.By(MembershipRules.InstitutionComesFromTheList, () => Organization.Register(kind, "某校学生会", Federation, Staff, Now));

    [Fact]
    public void Only_the_federation_registers_and_renames_members()
    {
        var officer = new Registrar(false, Guid.CreateVersion7());
        Refused.By(MembershipRules.FederationRegistersMembers, () => Organization.Register(OrganizationKind.GraduateUnion, "研究生会", Federation, officer, Now));
        var union = Organization.FromList(Row, Federation.Id, List, Now);
        Refused.By(MembershipRules.FederationRegistersMembers, () => union.Rename("别名", new Registrar(false, union.Id), Now));
        Refused.By(MembershipRules.FederationRegistersMembers, () => Organization.Register(OrganizationKind.ResearchInstitute, "所", union, Staff, Now));
    }

    [Fact]
    public void Only_its_own_union_keeps_a_college()
    {
        var union = Organization.FromList(Row, Federation.Id, List, Now);
        Refused.By(MembershipRules.UnionKeepsItsColleges, () => Organization.Register(OrganizationKind.College, "文学院", union, Staff, Now));
        Refused.By(MembershipRules.UnionKeepsItsColleges,
            () => Organization.Register(OrganizationKind.College, "文学院", union, new Registrar(false, Guid.CreateVersion7()), Now));

        var college = Organization.Register(OrganizationKind.College, "文学院", union, new Registrar(false, union.Id), Now);
        Assert.Equal((union.Id, union.Id), (college.ParentId, college.TenantId));
        Refused.By(MembershipRules.UnionKeepsItsColleges, () => college.Rename("历史学院", Staff, Now));
        Refused.By(MembershipRules.UnionKeepsItsColleges,
            () => Organization.Register(OrganizationKind.College, "系", college, new Registrar(false, college.Id), Now));
    }

    [Fact]
    public void A_closed_organization_is_not_changed()
    {
        var union = Organization.FromList(Row, Federation.Id, List, Now);
        union.Close(List, Now);
        Refused.By(MembershipRules.OrganizationIsActive, () => union.Rename("别名", Staff, Now));
        Refused.By(MembershipRules.OrganizationIsActive,
            () => Organization.Register(OrganizationKind.College, "文学院", union, new Registrar(false, union.Id), Now));
    }

    [Fact]
    public void A_name_given_by_hand_follows_the_institutions()
    {
        var union = Organization.FromList(Row, Federation.Id, List, Now);
        union.Rename("南京大学学生联合会", Staff, Now);
        Assert.True(union.Follow(Row with { Name = "金陵大学" }, List, Now));
        Assert.Equal("金陵大学学生联合会", union.Name);
    }

    [Fact]
    public void A_list_that_says_nothing_new_leaves_the_version_as_it_is()
    {
        var union = Organization.FromList(Row, Federation.Id, List, Now);
        Assert.False(union.Follow(Row with { Authority = "教育部（直属）" }, List, Now));
        Assert.Equal((1, "教育部（直属）"), (union.Version, union.Authority));
    }

    [Fact]
    public void Person_ids_of_a_file_grow_and_do_not_repeat()
    {
        var ids = new PersonIds(Now);
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList();
        Assert.Equal(made.Order(), made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal(7, id.Version));
    }

    [Fact]
    public void A_roster_is_complete_only_with_every_line()
    {
        var import = new RosterImport { Id = Guid.CreateVersion7(), TenantId = Guid.CreateVersion7(), FileName = null, ReceivedAt = Now };
        import.Received(10, 2, []);
        import.Merged(new MergedPiece(5, 1, 1, 0), 1);
        Refused.By(MembershipRules.StagedRosterIsComplete, import.Complete);
        import.Merged(new MergedPiece(0, 0, 0, 1), 1);
        import.Complete();
        Assert.Equal((RosterImportState.Done, 1.0), (import.State, import.Progress));
    }
}
