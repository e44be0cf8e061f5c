namespace Gateway.House.Tests;

/// <summary>No arrow runs back up and there is no circle: see the table of the house in docs/architecture.md.</summary>
public sealed class ProjectReferencesTests
{
    [Theory]
    [InlineData("Messages", "")]
    [InlineData("RingPipeline", "")]
    [InlineData("Fix", "")]
    [InlineData("Latency", "")]
    [InlineData("Engine", "Messages")]
    [InlineData("Journal", "Messages")]
    [InlineData("Venues", "Fix Messages")]
    [InlineData("Gateway", "Engine Fix Journal Latency Messages RingPipeline Venues")]
    public void A_product_project_references_exactly_what_the_design_says(string project, string expected)
    {
        var references = Repository.ProjectReferences($"src/{project}/{project}.csproj").Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', references));
    }

    [Fact]
    public void The_table_above_names_every_product_project()
    {
        var projects = Repository.Files("*.csproj", "src").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(["Engine", "Fix", "Gateway", "Journal", "Latency", "Messages", "RingPipeline", "Venues"], projects);
    }

    [Fact]
    public void No_product_project_knows_a_test_or_a_benchmark()
    {
        foreach (var project in Repository.Files("*.csproj", "src"))
            Assert.DoesNotContain(Repository.Items(Repository.Relative(project), "ProjectReference"),
                reference => reference.Contains("tests/", StringComparison.Ordinal) || reference.Contains("bench/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Messages")]
    [InlineData("RingPipeline")]
    [InlineData("Fix")]
    [InlineData("Latency")]
    [InlineData("Engine")]
    [InlineData("Journal")]
    public void A_core_project_needs_no_package_but_the_rules(string project)
        => Assert.DoesNotContain(Repository.Items($"src/{project}/{project}.csproj", "PackageReference"),
            package => package is not ("Microsoft.CodeAnalysis.BannedApiAnalyzers" or "NodaTime"));

    [Theory]
    [InlineData("Engine")]
    [InlineData("Messages")]
    public void The_deterministic_core_bans_clocks_chance_and_threads(string project)
    {
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", Repository.Items($"src/{project}/{project}.csproj", "PackageReference"));
        var file = Assert.Single(Repository.Items($"src/{project}/{project}.csproj", "AdditionalFiles"));
        var banned = File.ReadAllText(Path.Combine(Repository.Root, "src", project, file));
        foreach (var type in new[] { "System.Random", "System.Threading.Thread", "System.Diagnostics.Stopwatch", "System.IO.File", "System.DateTime.UtcNow", "System.Guid.NewGuid" })
            Assert.Contains(type, banned, StringComparison.Ordinal);
    }
}
