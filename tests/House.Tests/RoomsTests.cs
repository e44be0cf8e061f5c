namespace Gateway.House.Tests;

/// <summary>Small rooms, and few of them tall.</summary>
public sealed class RoomsTests
{
    static readonly (string File, int Lines)[] Sources
        = [.. Repository.Files("*.cs", "src", "tests", "bench").Select(file => (Repository.Relative(file), File.ReadLines(file).Count()))];

    [Fact]
    public void No_file_has_more_than_400_lines()
        => Assert.Empty(Sources.Where(source => source.Lines > 400).Select(source => $"{source.File}: {source.Lines}"));

    [Fact]
    public void At_least_half_of_the_files_have_under_150_lines()
        => Assert.True(Sources.Count(source => source.Lines < 150) * 2 >= Sources.Length);

    [Theory]
    [InlineData("TO" + "DO")]
    [InlineData("FIX" + "ME")]
    [InlineData("NotImplemented" + "Exception")]
    public void Nothing_is_called_done_that_is_not(string word)
        => Assert.Empty(Sources.Where(source => File.ReadAllText(Path.Combine(Repository.Root, source.File)).Contains(word, StringComparison.Ordinal)).Select(source => source.File));
}
