using System.Text.RegularExpressions;
using Gateway.Cli;

namespace Gateway.House.Tests;

/// <summary>A command that a document shows exists: its verb is known, its options are known, its project is there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_verb_and_option_that_the_documents_show_is_known()
    {
        var wrong = Commands().SelectMany(command => Unknown(command.Words).Select(word => $"{command.File}: {word} in '{string.Join(' ', command.Words)}'"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_readme_shows_the_main_job_and_the_tests()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.Contains("dotnet run -c Release --project src/Gateway -- run --demo", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_project_that_a_document_runs_is_there()
    {
        foreach (var (file, text) in Documents())
            foreach (Match match in ProjectOption().Matches(text))
                Assert.True(Directory.Exists(Path.Combine(Repository.Root, match.Groups[1].Value)), $"{file}: {match.Value}");
    }

    static IEnumerable<(string File, string Text)> Documents()
        => Repository.Files("*.md", "docs").Append(Path.Combine(Repository.Root, "README.md"))
            .Select(file => (Repository.Relative(file), File.ReadAllText(file)));

    static IEnumerable<(string File, string[] Words)> Commands()
        => from document in Documents()
           from Match match in GatewayCommand().Matches(document.Text)
           select (document.File, match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static IEnumerable<string> Unknown(string[] words)
    {
        var command = CommandLine.Root() as System.CommandLine.Command;
        foreach (var word in words.TakeWhile(word => !"|>#&".Contains(word[0], StringComparison.Ordinal)))
        {
            if (command.Subcommands.FirstOrDefault(sub => sub.Name == word) is { } sub) command = sub;
            else if (word.StartsWith("--", StringComparison.Ordinal) && word != "--help" && !command.Options.Any(option => option.Name == word)) yield return word;
            else if (command.Subcommands.Count > 0 && !word.StartsWith('-')) yield return word;
        }
    }

    // A line of a code block, or a command between backticks; prose that begins with "gateway" is neither.
    [GeneratedRegex(@"(?:^\s*(?:\$ )?dotnet run -c Release --project src/Gateway -- |^\s*\$ gateway |`gateway )([^\n`]+)", RegexOptions.Multiline)]
    private static partial Regex GatewayCommand();

    [GeneratedRegex(@"--project ((?:src|bench|tests)/\w[\w./]*)")]
    private static partial Regex ProjectOption();
}
