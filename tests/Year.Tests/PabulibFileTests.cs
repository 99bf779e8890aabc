using StudentUnion.Year.Pabulib;
using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Tests;

public sealed class PabulibFileTests
{
    private const string Good = """"
        META
        key;value
        description;A village
        vote_type;approval
        max_length;3
        num_votes;3
        PROJECTS
        project_id;cost;votes;name
        A1;100;2;Benches
        B2;200;1;"Trees; many of them, and a sign ""hello"""
        C3;300;0;Lamp
        VOTES
        voter_id;age;vote;sex
        7;40;A1;F
        9;;"A1,B2";M
        11;20;;F
        """";

    [Fact]
    public void A_file_is_read_by_the_names_of_its_columns()
    {
        var file = PabulibFile.Read(new StringReader(Good));

        Assert.Equal("A village", file.Title);
        Assert.Equal(["A1", "B2", "C3"], file.Options.Select(option => option.Id));
        Assert.Equal([2, 1, 0], file.Options.Select(option => option.PublishedVotes));
        Assert.Equal(3, file.MostMarks);
        Assert.Equal(3, file.StatedBallots);
        Assert.Equal([[1], [1, 2], []], file.Ballots);
    }

    [Fact]
    public void A_quoted_cell_holds_semicolons_and_doubled_quotes() =>
        Assert.Equal("Trees; many of them, and a sign \"hello\"", PabulibFile.Read(new StringReader(Good)).Options[1].Name);

    [Fact]
    public void A_quoted_cell_may_run_over_the_end_of_a_line_and_lines_are_counted_on()
    {
        var file = Good.Replace("Lamp", "\"Lamp,\nbright\"", StringComparison.Ordinal);
        Assert.Equal("Lamp,\nbright", PabulibFile.Read(new StringReader(file)).Options[2].Name);
        Refused(17, "names project 'XX'", file.Replace("11;20;;F", "12;20;;F\n13;20;XX;F", StringComparison.Ordinal).Replace("7;40;A1;F\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Quotes_inside_an_unquoted_cell_are_letters() =>
        Assert.Equal("The \"big\" lamp", PabulibFile.Read(new StringReader(Good.Replace("Lamp", "The \"big\" lamp", StringComparison.Ordinal))).Options[2].Name);

    [Fact]
    public void Windows_line_ends_and_blank_lines_change_nothing()
    {
        var file = PabulibFile.Read(new StringReader(Good.Replace("\n", "\r\n\r\n", StringComparison.Ordinal)));
        Assert.Equal(3, file.Ballots.Count);
    }

    [Fact]
    public void Without_a_stated_limit_the_largest_ballot_says_how_many_marks_there_may_be() =>
        Assert.Equal(2, PabulibFile.Read(new StringReader(Good.Replace("max_length;3\n", "", StringComparison.Ordinal))).MostMarks);

    [Theory]
    [InlineData(13, "no column 'vote'", "age;vote;sex", "age;ballot;sex")]
    [InlineData(13, "no column 'voter_id'", "voter_id;", "id;")]
    [InlineData(8, "no column 'project_id'", "project_id;", "id;")]
    [InlineData(8, "stands twice", "cost;votes", "votes;votes")]
    [InlineData(1, "expected, not 'key'", "META\n", "")]
    [InlineData(7, "no section 'OPTIONS'", "PROJECTS", "OPTIONS")]
    [InlineData(16, "Voter '7' stands twice", "11;20;;F", "7;20;;F")]
    [InlineData(16, "names project 'Z9', which is not", "11;20;;F", "11;20;A1,Z9;F")]
    [InlineData(16, "names project 'B2' twice", "11;20;;F", "11;20;B2,B2;F")]
    [InlineData(16, "A voter has no id", "11;20;;F", ";20;A1;F")]
    [InlineData(16, "2 cells; section VOTES needs 3", "11;20;;F", "11;20")]
    [InlineData(16, "is a ';' not quoted", "11;20;;F", "11;20;A1;F;x")]
    [InlineData(11, "Project 'A1' stands twice", "C3;300;0;Lamp", "A1;300;0;Lamp")]
    [InlineData(11, "whole number, not 'many'", "C3;300;0;Lamp", "C3;300;many;Lamp")]
    [InlineData(11, "closes in line 15 in the middle", "C3;300;0;Lamp", "C3;300;0;\"Lamp")]
    [InlineData(11, "closes in line 11 in the middle", "C3;300;0;Lamp", "C3;300;0;\"La\"mp")]
    [InlineData(16, "never closes", "11;20;;F", "11;20;\"A1;F")]
    [InlineData(1, "only approval votes", "vote_type;approval", "vote_type;ordinal")]
    public void A_wrong_file_is_refused_with_the_line(int line, string says, string good, string bad) =>
        Refused(line, says, Good.Replace(good, bad, StringComparison.Ordinal));

    [Fact]
    public void Votes_before_their_options_are_refused() =>
        Refused(1, "come before VOTES", "VOTES\nvoter_id;vote\n1;A\nPROJECTS\nproject_id\nA\n");

    [Fact]
    public void A_section_stands_once() => Refused(17, "META stands twice", Good + "\nMETA\nkey;value\n");

    [Fact]
    public void A_file_without_ballots_is_refused() => Refused(13, "no ballots", Good[..Good.IndexOf("7;40", StringComparison.Ordinal)]);

    [Fact]
    public void An_empty_file_is_refused() => Refused(1, "no options", "");

    [Theory, MemberData(nameof(VoteFiles.All), MemberType = typeof(VoteFiles))]
    public void A_real_file_recounts_to_the_expected_and_to_the_published_tallies(string name)
    {
        var path = VoteFiles.PathOf(name);
        var file = PabulibFile.Open(path);
        var expected = ExpectedTally.Beside(path);
        Assert.NotNull(expected);

        var recount = Recount.Of(file.Options.Count, file.Ballots);

        Assert.Equal(expected.Ballots, recount.Ballots);
        Assert.Equal(expected.Ballots, file.StatedBallots);
        Assert.Equal(expected.Projects, file.Options.Count);
        Assert.All(file.Options.Index(), option =>
        {
            Assert.Equal(expected.Tallies[option.Item.Id], recount.VotesFor(option.Index + 1));
            Assert.Equal(option.Item.PublishedVotes, recount.VotesFor(option.Index + 1));
        });
        Assert.Equal(expected.OverHalf.ToHashSet(), recount.OverHalf(recount.Ballots).Select(number => file.Options[number - 1].Id).ToHashSet());
    }

    private static void Refused(int line, string says, string text)
    {
        var refusal = Assert.Throws<PabulibException>(() => PabulibFile.Read(new StringReader(text)));
        Assert.Contains(says, refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(line, refusal.Line);
    }
}
