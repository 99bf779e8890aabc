namespace StudentUnion.Membership.Domain;

/// <summary>Compares a list of the Ministry with what is registered. The preview and the confirmed apply both ask here, so they agree.</summary>
public sealed class InstitutionList
{
    private readonly List<(ListedInstitution Row, Organization? Known)> _pairs = [];
    private readonly List<Organization> _gone = [];

    /// <param name="rows">The whole file, without faulty lines.</param>
    /// <param name="registered">Every organization that has an institution code.</param>
    /// <param name="province">Only this province; all where null.</param>
    public InstitutionList(IReadOnlyCollection<ListedInstitution> rows, IEnumerable<Organization> registered, string? province)
    {
        var known = registered.ToDictionary(o => o.InstitutionCode!);
        var listed = new HashSet<string>(rows.Count);
        foreach (var row in rows)
        {
            listed.Add(row.Code);
            var organization = known.GetValueOrDefault(row.Code);
            // An institution that moved out of the province still concerns it.
            if (province is null || row.Province == province || organization?.Province == province) _pairs.Add((row, organization));
        }

        _gone.AddRange(known.Values.Where(o => o.Status == OrganizationStatus.Active
            && (province is null || o.Province == province) && !listed.Contains(o.InstitutionCode!)));
    }

    /// <summary>Rows that concern the province asked for.</summary>
    public int Rows => _pairs.Count;

    /// <summary>Rows that say nothing new.</summary>
    public int Unchanged => _pairs.Count(pair => pair.Known is not null && !pair.Known.DifferencesFrom(pair.Row).Any());

    /// <summary>Every difference, in the order of the list, those gone at the end.</summary>
    public IEnumerable<InstitutionDifference> Differences =>
    [
        .. _pairs.SelectMany(pair => pair.Known?.DifferencesFrom(pair.Row) ?? [Founded(pair.Row)]),
        .. _gone.OrderBy(o => o.InstitutionCode, StringComparer.Ordinal).Select(o => new InstitutionDifference(
            DifferenceKind.Gone, o.InstitutionCode!, o.InstitutionName ?? o.Name, o.InstitutionName, null, o.Province, o.City)),
    ];

    /// <summary>Makes the register say what the list says.</summary>
    /// <returns>The organizations that are new or changed.</returns>
    public IReadOnlyList<Organization> Apply(Guid federation, DateOnly list, DateTimeOffset now)
    {
        var changed = new List<Organization>();
        foreach (var (row, known) in _pairs)
        {
            if (known is null) changed.Add(Organization.FromList(row, federation, list, now));
            else if (known.Follow(row, list, now)) changed.Add(known);
        }

        foreach (var organization in _gone)
        {
            organization.Close(list, now);
            changed.Add(organization);
        }

        return changed;
    }

    private static InstitutionDifference Founded(ListedInstitution row) =>
        new(DifferenceKind.New, row.Code, row.Name, null, row.Name, row.Province, row.City);
}
