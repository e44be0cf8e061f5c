using System.Diagnostics;
using System.Globalization;
using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Snapshots;
using Gateway.Pipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>Starts from snapshots, whole and damaged, taken while the gateway ran.</summary>
public sealed class SnapshotTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    string Data => _folder.Path;

    string Journal => Path.Combine(Data, "journal");

    static void Trade(DurableStrategy strategy, int first, int count)
    {
        for (var i = first; i < first + count; i++)
            strategy.Request("D", $"11=s{i}|55=AAPL|54={1 + i % 2}|38={1 + i % 7}|40=2|44={(578 + i % 5).ToString(CultureInfo.InvariantCulture)}|59=1|60=20260101-00:00:00|");
        strategy.Settle();
    }

    Task<RunningGateway> Start() => RunningGateway.StartAsync(data: _folder);

    SnapshotTaken Take() => SnapshotTaker.Take(Journal, new StartingOptions());

    /// <summary>A day with a snapshot after every part of it, while the gateway ran.</summary>
    async Task<DurableStrategy> Day(int parts)
    {
        var strategy = new DurableStrategy("STRAT1");
        var gateway = await Start();
        strategy.Connect(gateway.Fix);
        for (var part = 0; part < parts; part++)
        {
            Trade(strategy, part * 40, 40);
            Take();
        }

        Trade(strategy, parts * 40, 25);
        strategy.LogOut();
        await gateway.StopAsync();
        return strategy;
    }

    (string Hash, List<string> Told, string? Snapshot) Replay(SnapshotUse use)
    {
        var told = new List<string>();
        using var start = StartingPoint.Find(Journal, new EngineLimits(), new(Snapshots: use, Tell: told.Add));
        JournalReplay.Run(Journal, start.Engine, new Silent(), from: new(start.Position, start.Outbound));
        return (start.Engine.StateHash().ToString(), told, start.Snapshot);
    }

    [Fact]
    public async Task A_snapshot_and_the_tail_lead_to_the_state_of_a_full_replay()
    {
        using var strategy = await Day(2);
        var (full, quick) = (Replay(SnapshotUse.Oldest), Replay(SnapshotUse.Newest));
        Assert.Null(full.Snapshot);
        Assert.NotNull(quick.Snapshot);
        Assert.Empty(quick.Told);
        Assert.Equal(full.Hash, quick.Hash);
        Assert.DoesNotContain(SnapshotList.Load(Journal), file => file.Header is null);
        var verified = GatewayProcess.Command("journal", "verify", Data, "--snapshots");
        Assert.True(verified.ExitCode == 0, verified.Error);
        var replayed = GatewayProcess.Command("replay", Data, "--verify", "--from-snapshot");
        Assert.True(replayed.ExitCode == 0, replayed.Error);
        Assert.Contains(full.Hash, replayed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_that_takes_one_leaves_the_processor_to_the_gateway()
    {
        using var strategy = await Day(1);
        foreach (var file in SnapshotList.Load(Journal)) File.Delete(file.Path);
        var (log, begin, end) = JournalSurgery.Frames(Journal, LogName.Outbound)[^1];
        JournalSurgery.Write(log, begin, new byte[end - begin]);
        using var taking = Process.Start(GatewayProcess.Start("journal", "snapshot", Data))!; // It waits for what the outbound log lacks.
        while (!taking.HasExited && taking.PriorityClass != ProcessPriorityClass.Idle)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            taking.Refresh();
        }

        Assert.False(taking.HasExited, await taking.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        taking.Kill();
    }

    [Fact]
    public async Task Sessions_go_on_and_resend_what_lies_before_the_snapshot()
    {
        using var strategy = await Day(2);
        await using var gateway = await Start();
        strategy.Connect(gateway.Fix);
        Trade(strategy, 1000, 3);
        Assert.Empty(strategy.Faults);
        Assert.Equal((0, 0), (strategy.ResendsAsked, strategy.ResendsServed));
        var known = strategy.Reports.Count;
        strategy.Dispose();
        // One that has lost its memory asks for everything again, from the first message.
        using var forgetful = gateway.Connect("STRAT1", logOn: false);
        forgetful.Next = strategy.NextOut;
        forgetful.Send("A", "98=0|108=30|");
        forgetful.Await("A");
        forgetful.Send("2", "7=1|16=0|");
        var again = 0;
        for (; again < known; again++) forgetful.Await("8");
        Assert.Equal(known, again);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_told_and_the_one_before_is_used()
    {
        using var strategy = await Day(2);
        var snapshots = SnapshotList.Load(Journal);
        Assert.Equal(2, snapshots.Count);
        var full = Replay(SnapshotUse.Oldest).Hash;
        Flip(snapshots[0].Path, snapshots[0].Bytes / 2);
        var quick = Replay(SnapshotUse.Newest);
        Assert.Equal(snapshots[1].Path, quick.Snapshot);
        Assert.Contains("checksum of its content", Assert.Single(quick.Told), StringComparison.Ordinal);
        Assert.Equal(full, quick.Hash);
        Flip(snapshots[1].Path, 30);
        var replayed = Replay(SnapshotUse.Newest);
        Assert.Null(replayed.Snapshot);
        Assert.Equal(2, replayed.Told.Count);
        Assert.Equal(full, replayed.Hash);
        Assert.Equal(1, GatewayProcess.Command("journal", "verify", Data).ExitCode);
        await using var gateway = await Start();
        Assert.Equal(full, HashAt(gateway.Host.Recovered));
    }

    string HashAt(long sequence)
    {
        using var start = StartingPoint.Find(Journal, new EngineLimits(), new(Snapshots: SnapshotUse.Oldest));
        JournalReplay.Run(Journal, start.Engine, new Silent(), sequence);
        return start.Engine.StateHash().ToString();
    }

    [Fact]
    public async Task Each_changed_byte_of_a_small_snapshot_is_found()
    {
        await (await Start()).StopAsync();
        var taken = Take();
        var bytes = await File.ReadAllBytesAsync(taken.Path);
        for (var at = 0; at < bytes.Length; at += at < 256 ? 1 : 61)
        {
            bytes[at] ^= 0x10;
            await File.WriteAllBytesAsync(taken.Path, bytes);
            var file = SnapshotList.Load(Journal)[0];
            Assert.True(file.Fault.Length > 0 || Snapshot.TryOpen(file.Path, out _) is null, $"byte {at}");
            bytes[at] ^= 0x10;
        }

        for (var length = 0; length < bytes.Length; length += 1 + length / 8)
        {
            await File.WriteAllBytesAsync(taken.Path, bytes[..length]);
            Assert.Null(Snapshot.TryOpen(taken.Path, out var reason));
            Assert.NotEmpty(reason);
        }
    }

    [Fact]
    public async Task A_snapshot_of_what_the_log_has_lost_is_not_used()
    {
        using var strategy = await Day(1);
        var frames = JournalSurgery.Frames(Journal, LogName.Inbound);
        var taken = SnapshotList.Load(Journal)[0].Sequence;
        var cut = frames[(int)taken - 3];
        JournalSurgery.Write(cut.File, cut.Begin, new byte[frames[^1].End - cut.Begin]);
        var quick = Replay(SnapshotUse.Newest);
        Assert.Null(quick.Snapshot);
        Assert.Contains("which ends after", Assert.Single(quick.Told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbound")]
    [InlineData("sessions")]
    public async Task A_log_that_ends_before_what_a_snapshot_knows_is_not_begun_anew(string log)
    {
        using var strategy = await Day(1);
        if (log == "inbound")
        {
            foreach (var file in Directory.GetFiles(Journal, "*.seg")) File.Delete(file);
        }
        else
        {
            var frames = JournalSurgery.Frames(Journal, LogName.Sessions);
            JournalSurgery.Write(frames[0].File, frames[0].Begin, new byte[frames[^1].End - frames[0].Begin]);
        }

        var left = Directory.GetFiles(Journal).Order(StringComparer.Ordinal).ToList();
        var verified = GatewayProcess.Command("journal", "verify", Data);
        Assert.Equal(1, verified.ExitCode);
        var sentence = $"^The {char.ToUpperInvariant(log[0])}{log[1..]} log ends after sequence 0, but .* knows it up to [0-9]+: it has lost its end\\.";
        Assert.Contains(verified.Errors, error => System.Text.RegularExpressions.Regex.IsMatch(error, sentence));
        var refused = await Assert.ThrowsAsync<UserErrorException>(Start);
        Assert.Matches(sentence, refused.Message);
        Assert.Equal(left, Directory.GetFiles(Journal).Order(StringComparer.Ordinal));
    }

    static void Flip(string path, long offset)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 1));
    }

    [Fact]
    public async Task The_program_takes_snapshots_from_time_to_time_and_lists_them()
    {
        var gateway = await RunningGateway.StartAsync(configuration => configuration.Journal.SnapshotMinutes = 0.01, _folder);
        for (var deadline = DateTime.UtcNow + Patience.Limit; SnapshotList.Load(Journal).Count == 0 && DateTime.UtcNow < deadline;) await Task.Delay(50);
        await gateway.StopAsync();
        Assert.NotEmpty(SnapshotList.Load(Journal));
        var inspected = GatewayProcess.Command("journal", "inspect", Data);
        Assert.Contains("snapshot-0000000000", inspected.Output, StringComparison.Ordinal);
    }

    sealed class Silent : ReplayObserver;
}
