using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Journal.Reading;

namespace Gateway.Journal.Tests;

/// <summary>Alone, because a child holds the locks of other tests' journals between its fork and its exec.</summary>
[CollectionDefinition(nameof(KillTests), DisableParallelization = true)]
public sealed class KillTestsAlone;

/// <summary>A process that appends as fast as it can is killed at random instants.</summary>
[Collection(nameof(KillTests))]
public class KillTests
{
    const string Variable = "JOURNAL_TEST_CHILD";

    /// <summary>The test assembly is its own child: with the variable set it appends until it is killed, and never gets to the tests.</summary>
    [ModuleInitializer]
    internal static void AppendForEver()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } directory) return;
        var journal = Samples.Open(directory, Samples.Small with { Background = true });
        while (true)
        {
            for (var index = 0; index < 11; index++) Samples.Append(journal, 1);
            Console.WriteLine(journal.Sessions.LastSequence);
        }
    }

    [Fact]
    public void Nothing_that_was_acknowledged_is_lost_by_kill_9()
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(4);
        for (var round = 0; round < 6; round++)
        {
            var acknowledged = RunAndKill(directory.Path, random.Next(1, 60));
            using var journal = Samples.Open(directory.Path);
            Assert.True(journal.Inbound.LastSequence >= acknowledged);
            Assert.InRange(journal.Inbound.LastSequence - journal.Outbound.LastSequence, 0, 1);
            Assert.InRange(journal.Outbound.LastSequence - journal.Sessions.LastSequence, 0, 1);
            Complete(journal);
        }

        foreach (var log in Enum.GetValues<LogName>()) Assert.Equal(LogEndKind.Clean, Samples.ReadAll(directory.Path, log).Kind);
    }

    /// <summary>As the gateway does after a replay.</summary>
    static void Complete(Writing.JournalWriter journal)
    {
        var report = Samples.Report(journal.Outbound.LastSequence + 1);
        if (report.Sequence <= journal.Inbound.LastSequence) Assert.True(journal.Outbound.TryAppend(in report));
        var heartbeat = Samples.Heartbeat(journal.Sessions.LastSequence + 1);
        if (heartbeat.MsgSeqNum <= journal.Inbound.LastSequence) Assert.True(journal.Sessions.TryAppend(in heartbeat));
    }

    static long RunAndKill(string directory, int lines)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(KillTests).Assembly.Location])
        {
            RedirectStandardOutput = true, Environment = { [Variable] = directory },
        };
        using var child = Process.Start(start)!;
        var acknowledged = 0L;
        for (var line = 0; line < lines; line++)
            acknowledged = long.Parse(child.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        child.Kill();
        child.WaitForExit();
        return acknowledged;
    }
}
