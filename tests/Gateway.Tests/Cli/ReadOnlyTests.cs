using System.Diagnostics;
using System.Globalization;
using Gateway.Engine;
using Gateway.Journal;
using Gateway.Pipeline;
using Gateway.Tests.Harness;
using Gateway.Tests.Recovery;

namespace Gateway.Tests.Cli;

/// <summary>The verbs that look into a journal change nothing there, and say what they can of one that is copied, damaged or in use.</summary>
public sealed class ReadOnlyTests(RecordedDay day) : IClassFixture<RecordedDay>
{
    static readonly string[] Verbs =
    [
        "journal inspect {0}", "journal inspect {0} --json", "journal tail {0}", "journal tail {0} --json --lines 3", "journal verify {0}", "journal verify {0} --messages",
        "journal export {0} --format csv", "journal export {0} --format msgpack --kind ExecutionReport", "journal diff {0} {0}", "replay {0} --verify",
        "replay {0} --until 200 --json", "replay {0} --explain i7", "replay {0} --what-if {1}",
    ];

    static readonly string[] Some = ["journal inspect {0}", "journal tail {0} --json --lines 3", "journal export {0} --format csv", "replay {0} --verify"];

    [Fact]
    public void A_copy_is_read_and_left_as_it_is()
    {
        using var folder = Copy();
        foreach (var verb in Verbs) Unchanged(folder.Path, verb, 0);
    }

    [Fact]
    public void A_torn_tail_is_read_up_to_it()
    {
        using var folder = Copy();
        var (file, begin, end) = JournalSurgery.Frames(Journal(folder), LogName.Outbound)[^1];
        JournalSurgery.Write(file, begin + 9, new byte[end - begin - 9]);
        foreach (var verb in Some) Unchanged(folder.Path, verb, 0, 1);
        Assert.Equal(1, Unchanged(folder.Path, "journal verify {0}").ExitCode);
        Assert.Contains("1 not in the log", Unchanged(folder.Path, "replay {0} --verify").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogName.Inbound)]
    [InlineData(LogName.Outbound)]
    [InlineData(LogName.Sessions)]
    public void Damage_is_told_with_its_place_and_the_rest_is_read(LogName log)
    {
        using var folder = Copy();
        var frames = JournalSurgery.Frames(Journal(folder), log);
        var (file, begin, _) = frames[frames.Count / 2];
        JournalSurgery.Write(file, begin + 20, [0xFF, 0xFE]);
        foreach (var verb in Some) Unchanged(folder.Path, verb, 0, 1);
        var verified = Unchanged(folder.Path, "journal verify {0}");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains($"{Path.GetFileName(file)} at offset {begin}", verified.Error, StringComparison.Ordinal);
        foreach (var verb in (string[])["journal export {0}", "journal tail {0} --lines 1"])
            Assert.Contains($"at offset {begin}", Unchanged(folder.Path, verb, 1).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --json")]
    [InlineData(" --verify")]
    [InlineData(" --explain i7")]
    public void A_replay_that_damage_has_ended_says_so(string more)
    {
        using var folder = Copy();
        var frames = JournalSurgery.Frames(Journal(folder), LogName.Inbound);
        var (file, begin, _) = frames[frames.Count / 2];
        JournalSurgery.Write(file, begin + 20, [0xFF, 0xFE]);
        var replayed = Unchanged(folder.Path, "replay {0}" + more, 1);
        Assert.StartsWith($"The Inbound log is damaged in {Path.GetFileName(file)} at offset {begin}", Assert.Single(replayed.Errors), StringComparison.Ordinal);
        Assert.NotEmpty(replayed.Output);
        Assert.Equal("", Unchanged(folder.Path, $"replay {{0}} --until {frames.Count / 2}", 0).Error);
    }

    [Fact]
    public void A_replay_that_ends_before_it_should_says_where()
    {
        using var folder = Copy();
        var last = JournalSurgery.Frames(Journal(folder), LogName.Inbound).Count;
        Assert.Equal($"The Inbound log ends after sequence {last}.", Assert.Single(Unchanged(folder.Path, "replay {0} --until 99999999", 0).Errors));
    }

    [Fact]
    public void A_journal_in_use_is_read_while_it_is_written()
    {
        using var folder = Copy();
        using var gateway = GatewayProcess.Run(folder.Path, day.Config);
        foreach (var verb in Some) Assert.Equal(0, Run(folder.Path, verb).ExitCode);
        using var strategy = new StrategyClient(gateway.Fix, "STRAT3");
        using var tail = Process.Start(GatewayProcess.Start("journal", "tail", folder.Path, "--follow", "--json", "--lines", "1", "--kind", "NewOrder"))!;
        tail.StandardOutput.ReadLine();
        strategy.LogOn();
        strategy.Send("D", "11=followed|55=AAPL|54=1|38=1|40=2|44=500|59=3|60=20260101-00:00:00|");
        Assert.Contains("\"clOrdId\":\"followed\"", tail.StandardOutput.ReadLine(), StringComparison.Ordinal);
        tail.Kill();
        Assert.Equal(0, gateway.Terminate());
    }

    [Fact]
    public void What_came_in_during_the_replay_is_no_divergence()
    {
        using var folder = Copy();
        Assert.Null(DivergenceAfter(folder, until: 200));
        var (file, _, end) = JournalSurgery.Frames(Journal(folder), LogName.Inbound)[199];
        JournalSurgery.Cut(file, end);
        Assert.NotNull(DivergenceAfter(folder, until: 200));
    }

    static string? DivergenceAfter(TemporaryDirectory folder, long until)
    {
        var journal = Journal(folder);
        using var engine = new ExecutionEngine(JournalReplay.LimitsOf(journal, new EngineLimits()));
        using var comparer = new JournalComparer(journal);
        comparer.Complete(JournalReplay.Run(journal, engine, comparer, until).Sequence);
        Assert.True(comparer.Equal > 0);
        return comparer.Divergence;
    }

    CommandResult Unchanged(string data, string verb, params int[] exitCodes)
    {
        var before = Snapshot(data);
        var result = Run(data, verb);
        Assert.True(exitCodes.Length == 0 || exitCodes.Contains(result.ExitCode), $"{verb}: exit code {result.ExitCode}: {result.Error}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(data));
        return result;
    }

    CommandResult Run(string data, string verb)
        => GatewayProcess.Command([.. verb.Split(' ').Select(word => string.Format(CultureInfo.InvariantCulture, word, data, day.Config))]);

    static List<(string, DateTime, string)> Snapshot(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (file, File.GetLastWriteTimeUtc(file), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))))),
    ];

    static string Journal(TemporaryDirectory folder) => Path.Combine(folder.Path, "journal");

    TemporaryDirectory Copy()
    {
        var folder = new TemporaryDirectory();
        Directory.CreateDirectory(Journal(folder));
        foreach (var file in Directory.GetFiles(day.Journal)) File.Copy(file, Path.Combine(Journal(folder), Path.GetFileName(file)));
        return folder;
    }
}
