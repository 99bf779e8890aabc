namespace StudentUnion.AppHost.Tests;

public class FormsTests
{
    private static readonly string Repository = Path.GetFullPath("../../../../..", AppContext.BaseDirectory);

    [Fact]
    public void The_native_form_asks_for_no_Aspire_package()
    {
        foreach (var locked in new[] { "AppHost/packages.lock.json", "AppHost/Native/packages.lock.json" })
            Assert.DoesNotContain("\"Aspire.", File.ReadAllText(Path.Combine(Repository, locked)));
    }

    [Fact]
    public void The_description_names_nothing_of_the_native_back_end()
    {
        var description = File.ReadAllText(Path.Combine(Repository, "AppHost", "Program.cs"));

        Assert.DoesNotContain("Native", description);
        Assert.DoesNotContain(".run", description);
    }
}
