using Gateway.Engine;
using Gateway.Engine.MarketData;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;
using Gateway.MarketData;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.RingPipeline;

namespace Gateway.Tests.Recovery;

/// <summary>
/// Sends a recorded inbound log through rings, pipeline and logs once more, on the threads of a layout; the clock tells each message the time
/// that it had.
/// </summary>
static class Rerun
{
    /// <returns>The state hash at the end.</returns>
    internal static string Run(string recorded, string directory, ThreadLayout layout)
    {
        var (messages, times) = Read(recorded);
        using var engine = new ExecutionEngine(JournalReplay.LimitsOf(recorded, new EngineLimits()));
        var inbound = new RingBuffer<Inbound>(64, ProducerType.Multi);
        var outbound = new RingBuffer<Outbound>(256, ProducerType.Single);
        using (var journal = JournalWriter.Open(directory, new() { InboundSegmentBytes = 1 << 20, OutboundSegmentBytes = 1 << 20 }, Text64.From("rerun"), default))
        {
            var drain = new Drain(outbound.NewPoller());
            var channel = new OutboxChannel(outbound, journal.Outbound, 0, () => { if (layout != ThreadLayout.Dedicated) drain.DoWork(); });
            var market = new MarketDataSource(engine.Feed, new RingBuffer<BookChange>(64, ProducerType.Single));
            var pipeline = new PipelineAgent(inbound.NewPoller(), channel, journal, engine, market, new GatewayClock(new RecordedTime(times)), default);
            Drive(layout, pipeline, new Feeder(messages, inbound), drain, messages.Count);
        }

        return engine.StateHash().ToString();
    }

    static void Drive(ThreadLayout layout, PipelineAgent pipeline, Feeder feeder, Drain drain, int count)
    {
        Exception? failed = null;
        var options = new AgentLayoutOptions { Idle = _ => new YieldingIdleStrategy(), OnFatal = (_, error) => failed = error };
        using var threads = layout == ThreadLayout.Dedicated
            ? new AgentLayout(layout, options, new CompositeAgent(feeder, drain), pipeline)
            : new AgentLayout(layout, options, feeder, pipeline, drain);
        if (layout != ThreadLayout.Inline) threads.Start();
        for (var deadline = DateTime.UtcNow + Patience.Limit; pipeline.Sequence < count && failed is null && DateTime.UtcNow < deadline;)
        {
            if (layout == ThreadLayout.Inline) threads.DoWork();
            else Thread.Sleep(1);
        }

        threads.Stop();
        Assert.Null(failed);
        Assert.Equal(count, pipeline.Sequence);
    }

    static (List<Inbound> Messages, List<long> Times) Read(string directory)
    {
        var (messages, times) = (new List<Inbound>(), new List<long>());
        using var reader = LogReader.Open(directory, LogName.Inbound);
        while (reader.TryRead(out var frame))
        {
            Assert.True(frame.Decode(out Inbound message).IsOk);
            times.Add(message.Time.Nanos);
            messages.Add(message with { Sequence = 0, Time = default });
        }

        return (messages, times);
    }

    sealed class Feeder(List<Inbound> messages, RingBuffer<Inbound> ring) : IAgent
    {
        int _next;

        public string Name => "feeder";

        public int DoWork()
        {
            var before = _next;
            for (; _next < messages.Count; _next++)
            {
                var message = messages[_next];
                if (!ring.TryPublish(in message)) break;
            }

            return _next - before;
        }
    }

    sealed class Drain(EventPoller<Outbound> poller) : IAgent
    {
        public string Name => "drain";

        public int DoWork()
        {
            var count = (int)(poller.Available() - poller.Next + 1);
            if (count > 0) poller.Release(poller.Next + count - 1);
            return count;
        }
    }

    /// <summary>Once for the clock's own use, then once for each message in turn.</summary>
    sealed class RecordedTime(List<long> times) : TimeProvider
    {
        int _next = -1;

        public override long TimestampFrequency => 1_000_000_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;

        public override long GetTimestamp() => _next++ < 0 ? 0 : times[_next - 1];
    }
}
