using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Tests.Domain;

public class PresidiumTermsTests
{
    private static readonly Guid Union = Guid.CreateVersion7();
    private static readonly DateTimeOffset Spring = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Autumn = Spring.AddMonths(7);
    private readonly Guid[] _people = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7())];
    private readonly List<Appointment> _appointments = [];

    [Fact]
    public void A_congress_seats_those_it_elected_by_rank()
    {
        Hear(Guid.CreateVersion7(), Spring, 2, 0, 1);
        Assert.Equal([(_people[2], 1), (_people[0], 2), (_people[1], 3)], Sitting.Select(a => (a.PersonId, a.Rank)));
        Assert.All(Sitting, a => Assert.Equal(Spring, a.Since));
    }

    [Fact]
    public void The_next_congress_ends_the_term_and_overwrites_nothing()
    {
        Hear(Guid.CreateVersion7(), Spring, 0, 1);
        Hear(Guid.CreateVersion7(), Autumn, 1, 2);
        Assert.Equal([_people[1], _people[2]], Sitting.Select(a => a.PersonId));
        Assert.Equal(4, _appointments.Count);
        Assert.Equal([Autumn, Autumn], _appointments.Where(a => a.Since == Spring).Select(a => a.Until!.Value));
    }

    [Fact]
    public void A_run_off_of_the_same_congress_adds_to_the_presidium()
    {
        var congress = Guid.CreateVersion7();
        Hear(congress, Spring, 0, 1);
        Hear(congress, Spring.AddHours(1), 2);
        Assert.Equal([_people[0], _people[1], _people[2]], Sitting.Select(a => a.PersonId));
    }

    [Fact]
    public void A_certificate_heard_twice_seats_nobody_twice()
    {
        var certificate = Certificate(Guid.CreateVersion7(), Spring, 0, 1);
        _appointments.AddRange(new PresidiumTerms(_appointments).Seat(certificate));
        Assert.Empty(new PresidiumTerms(_appointments).Seat(certificate));
    }

    [Fact]
    public void A_certificate_that_comes_late_never_unseats_a_newer_term()
    {
        Hear(Guid.CreateVersion7(), Autumn, 1, 2);
        Hear(Guid.CreateVersion7(), Spring, 0, 1);
        Assert.Equal([_people[1], _people[2]], Sitting.Select(a => a.PersonId));
        Assert.Equal([Autumn, Autumn], _appointments.Where(a => a.Since == Spring).Select(a => a.Until!.Value));
    }

    [Fact]
    public void A_congress_that_elects_nobody_changes_nothing()
    {
        Hear(Guid.CreateVersion7(), Spring, 0, 1);
        Hear(Guid.CreateVersion7(), Autumn);
        Assert.Equal([_people[0], _people[1]], Sitting.Select(a => a.PersonId));
    }

    private IEnumerable<Appointment> Sitting => _appointments.Where(a => a.Until is null);

    private void Hear(Guid congress, DateTimeOffset at, params int[] elected) =>
        _appointments.AddRange(new PresidiumTerms(_appointments).Seat(Certificate(congress, at, elected)));

    private Certificate Certificate(Guid congress, DateTimeOffset at, params int[] elected) =>
        new(Guid.CreateVersion7(), congress, Union, Union, at, [.. elected.Select((person, n) => (_people[person], n + 1))]);
}
