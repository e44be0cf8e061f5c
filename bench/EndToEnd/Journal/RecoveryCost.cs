using System.Diagnostics;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Journal;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>Recovery of what the pipeline has journaled: orders, cancels and fills of two strategies, under every rule of the default configuration.</summary>
sealed class RecoveryCost(string folder, int commands) : IJournalCost
{
    readonly string _data = Path.Combine(folder, "recovery");

    public void Prepare()
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", _data)]);
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        using var core = new GatewayCore(configuration);
        core.Configure();
        Drive(core, PipelineFlow.Create(commands, 1, core.Port.NumberOf("STRAT1"), core.Port.NumberOf("STRAT2"), new(core.Clock.UtcNanos)));
    }

    /// <summary>Publishes, and lets the core work in between as the shared layout does.</summary>
    internal static void Drive(GatewayCore core, ReadOnlySpan<Inbound> messages)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            while (!core.Inbound.TryPublish(in messages[i])) core.DoWork();
            if (i % 256 == 0) core.DoWork();
        }

        while (core.DoWork() > 0)
        {
        }
    }

    public void Round(JournalScore score)
    {
        var directory = Path.Combine(_data, JournalPath.Folder);
        using var engine = new ExecutionEngine(JournalReplay.LimitsOf(directory, new EngineLimits()));
        var said = new Counter();
        var start = Stopwatch.GetTimestamp();
        var position = JournalReplay.Run(directory, engine, said);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var messages = position.Sequence + said.Count;
        score.Take("recovery: inbound messages and what they say", "M messages/s", messages / seconds / 1e6, messages / Sequential(directory) / 1e6, "at least 3", (ours, _) => ours >= 3);
    }

    static double Sequential(string directory)
    {
        var buffer = new byte[256 * 1024];
        var start = Stopwatch.GetTimestamp();
        foreach (var path in Directory.GetFiles(directory, "inbound*"))
        {
            using var file = File.OpenRead(path);
            while (file.Read(buffer) > 0)
            {
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    sealed class Counter : ReplayObserver
    {
        internal long Count { get; private set; }

        internal override void OnOutbound(in Outbound outbound) => Count++;
    }
}
