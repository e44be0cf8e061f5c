using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gateway.Journal.Tests;

/// <summary>The kernel itself refuses a sync or a write (strace injects the error): it is seen, told, and nothing committed is lost.</summary>
[Collection(nameof(KillTests))]
public class SystemCallTests
{
    const string Variable = "JOURNAL_TEST_REFUSED";

    static readonly JournalOptions s_disk = Samples.Small with
    {
        Durability = Durability.Disk, Background = true, InboundSegmentBytes = 65536, OutboundSegmentBytes = 65536, SessionsSegmentBytes = 65536,
    };

    /// <summary>As a child: appends until the journal takes no more, says what was committed and why it ended, and never gets to the tests.</summary>
    [ModuleInitializer]
    internal static void AppendUntilRefused()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } directory) return;
        try
        {
            using var journal = Samples.Open(directory, s_disk);
            for (var turn = 0; turn < 20_000 && journal.Health != JournalHealth.Failed && TryAppend(journal); turn++) journal.Commit();
            while (journal.Health != JournalHealth.Failed && journal.Inbound.CommittedSequence < journal.Inbound.LastSequence) Thread.Yield();
            Console.WriteLine($"{journal.Inbound.CommittedSequence}|{journal.Health}|{journal.HealthReason}");
        }
        catch (IOException e)
        {
            Console.WriteLine($"0|Refused|{e.Message}");
        }

        Environment.Exit(0);
    }

    static bool TryAppend(Writing.JournalWriter journal)
    {
        var order = Samples.Order(journal.Inbound.LastSequence + 1);
        var report = Samples.Report(journal.Outbound.LastSequence + 1);
        return journal.Inbound.TryAppend(in order) && journal.Outbound.TryAppend(in report);
    }

    [Theory]
    [InlineData("fdatasync", "EIO", 1, "Refused", "Input/output error")]
    [InlineData("fdatasync", "EIO", 6, "Failed", "Input/output error")]
    [InlineData("fdatasync", "ENOSPC", 6, "Failed", "No space left on device")]
    [InlineData("pwrite64", "EIO", 40, "Failed", "Input/output error")]
    [InlineData("fsync", "EIO", 1, "Refused", "Input/output error")]
    [InlineData("fsync", "EIO", 12, "Failed", "Input/output error")]
    public void A_refused_call_is_seen(string call, string error, int from, string health, string reason)
    {
        using var directory = new TemporaryDirectory();
        Assert.SkipUnless(Traced(directory.Path, "trace=none") is not null, "strace is not installed, or may not trace here");
        using var fresh = new TemporaryDirectory();
        var said = Traced(fresh.Path, $"inject={call}:error={error}:when={from}+")!.Split('|');
        Assert.Equal(health, said[1]);
        Assert.Contains(reason, said[2], StringComparison.Ordinal);
        if (health == "Refused") return;
        var committed = long.Parse(said[0], CultureInfo.InvariantCulture);
        Assert.True(committed > 0);
        using var recovered = Samples.Open(fresh.Path, s_disk with { Background = false });
        Assert.True(recovered.Inbound.LastSequence >= committed);
        Assert.True(recovered.Outbound.LastSequence <= recovered.Inbound.LastSequence);
    }

    static string? Traced(string directory, string expression)
    {
        try
        {
            using var child = Process.Start(new ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/null", "-e", expression, "dotnet", "exec", typeof(SystemCallTests).Assembly.Location])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, Environment = { [Variable] = directory },
            })!;
            _ = child.StandardError.ReadToEndAsync();
            var output = child.StandardOutput.ReadToEnd().Trim();
            child.WaitForExit();
            return child.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
