namespace StudentUnion.Elections.Domain;

/// <summary>Whose congress it is: the university's or one college's.</summary>
public enum CongressLevel
{
    School,
    College,
}

/// <summary>A student congress (学生代表大会): the body that elects. (measure 6.2)</summary>
public sealed class Congress
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required string Name { get; init; }

    /// <summary>Which congress of the union's history, for instance 第三十八次.</summary>
    public required string Session { get; init; }

    public required CongressLevel Level { get; init; }
    /// <summary>Whose congress it is: the member organization, or one of its colleges.</summary>
    public required Guid OrganizationId { get; init; }

    public required DateOnly HeldOn { get; init; }

    /// <summary>The account that convened it.</summary>
    public required Guid ConvenedBy { get; init; }

    public required DateTimeOffset ConvenedAt { get; init; }

    /// <summary>Delegates of the congress (应到). Counted along with every change of the list, under the congress's row lock.</summary>
    public int Due { get; private set; }

    /// <summary>Delegates who came (实到).</summary>
    public int Present { get; private set; }

    /// <summary>Takes note of delegates added to the list.</summary>
    /// <param name="added">How many are new.</param>
    /// <param name="voting">Whether an election of this congress is open.</param>
    public void Add(int added, bool voting)
    {
        ElectionRules.DelegatesAreSettled.Require(added == 0 || !voting);
        Due += added;
    }

    /// <summary>Takes note of delegates who have come.</summary>
    public void Welcome(int arrived) => Present += arrived;
}

/// <summary>A delegate (代表) of one congress.</summary>
public sealed class DelegateSeat
{
    public required Guid TenantId { get; init; }
    public required Guid CongressId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The group the delegate sits with (代表团), usually a college.</summary>
    public required string Delegation { get; init; }

    public bool Present { get; init; }
}

/// <summary>What this service knows of a college's union, kept from Membership's events.</summary>
public sealed class College
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }

    /// <summary>Whether it still exists.</summary>
    public required bool Active { get; init; }

    /// <summary>Grows with every change of the college: what is older is ignored.</summary>
    public required long Version { get; init; }
}

/// <summary>What this service knows of a student on the roster, kept from Membership's events: no name, no student number.</summary>
public sealed class Member
{
    public required Guid TenantId { get; init; }
    public required Guid PersonId { get; init; }
    public required string College { get; init; }

    /// <summary>False once the student has graduated or left.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Grows with every roster import: what is older is ignored.</summary>
    public required long AsOf { get; init; }
}
