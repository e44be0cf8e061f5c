using Gateway.Journal;
using Gateway.Journal.Writing;
using Gateway.Messages;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Cli;

/// <summary>Whole files that are gone from a journal: what is left in one log tells of another, and nobody takes a part for the whole.</summary>
public sealed class MissingFilesTests : IDisposable
{
    const int Count = 400;

    readonly TemporaryDirectory _folder = new();

    public MissingFilesTests()
    {
        using var writer = JournalWriter.Open(Journal, new() { InboundSegmentBytes = 8192, OutboundSegmentBytes = 8192, Background = false }, Text64.From("run-1"), new(1));
        for (var sequence = 1; sequence <= Count; sequence++)
        {
            var tick = new Inbound { Kind = InboundKind.ClockTick, Sequence = sequence, Time = new(sequence) };
            var report = new Outbound { Kind = OutboundKind.OperatorReport, Sequence = sequence, Time = new(sequence), Cause = sequence };
            Assert.True(writer.Inbound.TryAppend(in tick) && writer.Outbound.TryAppend(in report));
        }
    }

    string Journal => Path.Combine(_folder.Path, "journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_segment_in_the_middle_is_told_with_the_place_before_and_behind_it()
    {
        var files = Segments("inbound");
        Assert.True(files.Count >= 3);
        File.Delete(files[1]);
        foreach (var verb in (string[])["journal inspect", "journal tail", "journal verify", "journal export", "replay"])
        {
            var told = Told(verb);
            Assert.Contains(Path.GetFileName(files[0]), told, StringComparison.Ordinal);
            Assert.Contains(Path.GetFileName(files[2]), told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("outbound")]
    [InlineData("sessions")]
    public void A_whole_log_is_told_and_numbers_of_sessions_are_not_begun_again(string log)
    {
        Segments(log).ForEach(File.Delete);
        var missing = $"The {char.ToUpperInvariant(log[0])}{log[1..]} log is missing: none of its files is there, but the others have messages.";
        foreach (var verb in (string[])["journal inspect", "journal tail", "journal verify", "journal export"]) Assert.Equal(missing, Told(verb));
        if (log == "outbound") Assert.Equal($"There is nothing to compare with in '{Journal}': the Outbound log has no file there.", Told("replay --verify"));
        if (log == "outbound") return; // A start says it again, from the inbound log.
        var start = GatewayProcess.Command(GatewayProcess.RunArguments(_folder.Path, SmallConfiguration.Write(_folder)));
        Assert.Equal((3, missing), (start.ExitCode, start.Errors[^1]));
        Assert.Empty(Segments(log));
    }

    [Fact]
    public void A_copy_without_the_outbound_log_is_not_verified()
    {
        Segments("outbound").ForEach(File.Delete);
        File.Delete(Path.Combine(Journal, "lock"));
        var result = GatewayProcess.Command("replay", _folder.Path, "--verify");
        Assert.Equal((1, true), (result.ExitCode, result.Output.Split('\n').Contains("verified   nothing")));
        using var json = System.Text.Json.JsonDocument.Parse(GatewayProcess.Command("replay", _folder.Path, "--verify", "--json").Output);
        Assert.StartsWith("There is nothing to compare with", json.RootElement.GetProperty("verification").GetProperty("divergence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_segment_of_the_outbound_log_is_missed_by_what_is_to_be_compared()
    {
        File.Delete(Segments("outbound")[0]);
        Assert.Matches(@": the Outbound log begins with sequence \d+, what is to be compared with 1\.$", Told("replay --verify"));
    }

    [Fact]
    public void The_last_segment_of_the_inbound_log_is_missed_by_what_was_answered()
    {
        File.Delete(Segments("inbound")[^1]);
        Assert.Matches($@"^The Inbound log ends after sequence \d+, but the outbound message {Count} comes from {Count}: it has lost its end\.$", Told("journal verify"));
    }

    [Fact]
    public void The_first_segment_is_missed_where_no_snapshot_leads_behind_it()
    {
        File.Delete(Segments("inbound")[0]);
        Assert.Matches(@"^The Inbound log begins with sequence \d+, and no snapshot leads there\.$", Told("journal verify --snapshots", "--json"));
    }

    [Fact]
    public void A_comparison_with_what_has_lost_its_beginning_says_from_where_on_it_compares()
    {
        using var copy = new TemporaryDirectory();
        var segments = Segments("inbound");
        foreach (var file in segments.Skip(1)) File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        var from = long.Parse(Path.GetFileNameWithoutExtension(segments[1])["inbound-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        string Compared(string other) => GatewayProcess.Command("journal", "diff", Journal, other, "--log", "inbound").Output.TrimEnd();
        Assert.Equal($"Inbound    {Count,12} messages equal", Compared(Journal));
        Assert.Equal($"Inbound    {Count - from + 1,12} messages equal from sequence {from} on, where both have begun", Compared(copy.Path));
    }

    List<string> Segments(string log) => [.. Directory.GetFiles(Journal, log + "-*.seg").Order(StringComparer.Ordinal)];

    /// <summary>The one sentence on stderr of a verb that finds something; with JSON, the one in its findings.</summary>
    string Told(string verb, string more = "")
    {
        var result = GatewayProcess.Command([.. verb.Split(' '), _folder.Path, .. more.Length > 0 ? (string[])[more] : []]);
        Assert.True(result.ExitCode == 1, $"{verb}: exit code {result.ExitCode}: {result.Error}");
        if (more.Length == 0) return Assert.Single(result.Errors);
        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("findings")[0].GetString()!;
    }
}
