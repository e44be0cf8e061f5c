using System.Text.RegularExpressions;

namespace Gateway.House.Tests;

/// <summary>The journal and whoever writes beside it reach the file system through one layer, which tests can have fail.</summary>
public sealed partial class FileLayerTests
{
    [Fact]
    public void Nothing_in_the_journal_goes_around_the_file_layer()
    {
        // Whether a directory exists is asked before a journal is opened, and changes nothing.
        foreach (var file in Repository.Files("*.cs", "src/Journal").Where(file => !Repository.Relative(file).StartsWith("src/Journal/Files/", StringComparison.Ordinal)))
            Assert.DoesNotContain(Calls().Matches(File.ReadAllText(file)), call => call.Value != "Directory.Exists(");
    }

    [Theory]
    [InlineData("SnapshotTaker.cs")]
    [InlineData("StartingPoint.cs")]
    [InlineData("JournalReplay.cs")]
    [InlineData("Recovery.cs")]
    [InlineData("SessionRecords.cs")]
    [InlineData("GatewayCore.cs")]
    [InlineData("OutboxChannel.cs")]
    [InlineData("PipelineAgent.cs")]
    public void Nor_does_what_the_gateway_adds(string name)
        => Assert.DoesNotContain(Calls().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "Gateway", "Pipeline", name))), call => call.Value != "Directory.Exists(");

    [Theory]
    [InlineData("File.Delete(path)")]
    [InlineData("new FileStream(path)")]
    [InlineData("Posix.Open(path)")]
    public void Such_a_call_would_be_found(string call) => Assert.Single(Calls().Matches(call));

    [GeneratedRegex(@"(?<![A-Za-z_.])(?:(?:File|Directory|RandomAccess|Posix|MemoryMappedFile)\.[A-Z]\w*\(|new (?:FileStream|StreamWriter|FileInfo)\()")]
    private static partial Regex Calls();
}
