using System.Text.Encodings.Web;
using System.Text.Json;
using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Contracts;

namespace StudentUnion.Contracts.Tests;

/// <summary>Other services, and messages still in the queues, rely on these shapes: fields are added, never changed or taken away.</summary>
public sealed class EventShapes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Guid One = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Two = new("00000000-0000-7000-8000-000000000002");
    private static readonly Guid Three = new("00000000-0000-7000-8000-000000000003");
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<object> Events =>
    [
        new OrganizationRegistered(One, One, Two, "studentUnion", "南京大学学生会", true, 7),
        new MembersEnrolled(One, Two, 12, [new(Three, "文学院")]),
        new OfficeHeld(One, Two, Two, Three, "PresidiumMember", "presidium", "elected", Noon, null, null, 1),
        new ChairRotationPublished(One, Two, Three, new(2026, 3, 2), new(2026, 6, 28), 17, 3),
        new PostExchanged(One, Two, One, Three, new(2026, 3, 2), new(2026, 6, 28), "approved", 2),
        new SessionHeld(One, Two, Three, "2026-2027-1", "theory", 38, 3, Noon, 2),
        new IndicatorCounted(One, Two, "2026-2027-1", "4.3", 38, 41, false, Noon, 4),
        new PresidiumCandidateApproved(One, Two, Three, One, 5),
        new ElectionCertified(One, Two, One, Three, "presidium", "第二十一届主席团选举", Noon, [new(Three, 1, 212)], 2),
    ];

    [Theory, MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void An_event_is_written_as_its_committed_sample(object said)
    {
        var sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", $"{said.GetType().Name}.json"));
        Assert.Equal(sample.TrimEnd(), JsonSerializer.Serialize(said, said.GetType(), Json));
    }

    [Theory, MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void A_committed_sample_is_read_as_its_event(object said)
    {
        var sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", $"{said.GetType().Name}.json"));
        var read = JsonSerializer.Deserialize(sample, said.GetType(), Json);
        Assert.Equal(JsonSerializer.Serialize(said, said.GetType(), Json), JsonSerializer.Serialize(read, said.GetType(), Json));
    }

    [Fact]
    public void Every_event_has_its_sample()
    {
        var known = Events.Select(row => row.Data.GetType()).ToHashSet();
        var parts = new[] { typeof(EnrolledMember), typeof(ElectedPerson) };

        Assert.Empty(
            from assembly in known.Select(t => t.Assembly).Distinct()
            from type in assembly.GetExportedTypes()
            where !type.IsAbstract && !known.Contains(type) && !parts.Contains(type)
            select type.Name);
    }
}
