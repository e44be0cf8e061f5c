using System.Diagnostics;
using System.Globalization;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Load;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// The pipeline alone: commands in memory through the inbound ring, stamp, inbound log, risk, matching, outbound log, outbound ring, on one
/// thread; then the same journal recovered. A plain append of as many bytes to a file is the floor.
/// </summary>
static class PipelineCommand
{
    const int BatchMax = 256;

    internal static int Run(string[] args)
    {
        var options = new Options(args, "--count", "--seed", "--rounds");
        var count = options.Number("--count", 1_000_000);
        var data = Directory.CreateTempSubdirectory("gateway-pipeline-").FullName;
        try
        {
            Console.WriteLine(MachineFacts.Here());
            var written = Measure(data, count, (ulong)options.Number("--seed", 1), options.Number("--rounds", 3));
            Floor(data, written);
            return Recover(data);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    static long Measure(string data, int count, ulong seed, int rounds)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", data)]);
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        using var core = new GatewayCore(configuration);
        core.Configure();
        var commands = PipelineFlow.Create(count * (rounds + 1), seed, core.Port.NumberOf("STRAT1"), core.Port.NumberOf("STRAT2"), new(core.Clock.UtcNanos));
        Drive(core, commands.AsSpan(0, count)); // Compiled and profiled, as the gateway's warm-up leaves it.
        core.Populate(commands.Length); // As the program does once a second, ahead of its orders.
        for (var round = 1; round <= rounds; round++) Report(core, commands.AsSpan(round * count, count), round);
        return new DirectoryInfo(core.Directory).GetFiles().Sum(file => file.Length);
    }

    static void Report(GatewayCore core, Span<Inbound> commands, int round)
    {
        var collections = GC.CollectionCount(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var said = core.OutboundSequence;
        var (watch, cpu) = (Stopwatch.StartNew(), ThreadTime.Nanos);
        Drive(core, commands);
        var (seconds, busy) = (watch.Elapsed.TotalSeconds, (ThreadTime.Nanos - cpu) / 1e9);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var messages = commands.Length + core.OutboundSequence - said;
        Say($"round {round}: {commands.Length:N0} commands in {seconds:F2} s, {commands.Length / seconds:N0}/s, {seconds * 1e9 / commands.Length:F0} ns each; {messages / seconds:N0} messages/s in and out");
        Say($"  by processor time {commands.Length / busy:N0}/s, {busy * 1e9 / commands.Length:F0} ns each; {messages / busy:N0} messages/s; {(double)allocated / commands.Length:F3} bytes allocated per command, {GC.CollectionCount(0) - collections} collections");
    }

    // As the shared layout does it: what a read of the sockets brings is published, then the pipeline has its turn.
    static void Drive(GatewayCore core, Span<Inbound> commands)
    {
        for (var i = 0; i < commands.Length; i++)
        {
            while (!core.Inbound.TryPublish(in commands[i])) core.DoWork();
            if (i % BatchMax == BatchMax - 1) core.DoWork();
        }

        while (core.DoWork() > 0)
        {
        }
    }

    static void Floor(string data, long bytes)
    {
        var block = new byte[64 * 1024];
        var watch = Stopwatch.StartNew();
        using (var file = File.Create(Path.Combine(data, "floor")))
            for (long at = 0; at < bytes; at += block.Length) file.Write(block);
        Say($"floor: a plain append of {bytes >> 20:N0} MiB in 64 KiB blocks takes {watch.Elapsed.TotalSeconds:F2} s");
    }

    static int Recover(string data)
    {
        var directory = Path.Combine(data, "journal");
        using var engine = new ExecutionEngine(JournalReplay.LimitsOf(directory, new EngineLimits()));
        using var comparer = new JournalComparer(directory);
        var silent = new Silent();
        var watch = Stopwatch.StartNew();
        var position = JournalReplay.Run(directory, engine, silent);
        var seconds = watch.Elapsed.TotalSeconds;
        Say($"recovery: {position.Sequence:N0} inbound messages, which say {silent.Outbound:N0}, in {seconds:F2} s: {position.Sequence / seconds:N0} inbound/s, {(position.Sequence + silent.Outbound) / seconds:N0} journaled messages/s");
        using var again = new ExecutionEngine(JournalReplay.LimitsOf(directory, new EngineLimits()));
        comparer.Complete(JournalReplay.Run(directory, again, comparer).Sequence);
        foreach (var (reason, times) in silent.Refused.OrderByDescending(pair => pair.Value)) Say($"  refused {times,10:N0}  {reason}");
        Say($"verified: {comparer.Equal:N0} outbound messages equal, divergence: {comparer.Divergence ?? "none"}, state {engine.StateHash()}");
        return comparer.Divergence is null && comparer.Missing == 0 ? ExitCode.Fine : ExitCode.Findings;
    }

    static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    sealed class Silent : ReplayObserver
    {
        internal long Outbound { get; private set; }

        internal Dictionary<RejectReason, long> Refused { get; } = [];

        internal override void OnOutbound(in Outbound outbound)
        {
            Outbound++;
            var reason = outbound.Kind switch
            {
                OutboundKind.ExecutionReport => outbound.ExecutionReport.Rejection.Reason,
                OutboundKind.CancelReject => outbound.CancelReject.Rejection.Reason,
                _ => RejectReason.None,
            };
            if (reason == RejectReason.None) return;
            Refused.TryGetValue(reason, out var times);
            Refused[reason] = times + 1;
        }
    }
}
