using Gateway.Journal.Reading;
using Gateway.Messages;

namespace Gateway.Journal.Tests;

public class RollTests
{
    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Disk)]
    public void A_segment_is_rolled_at_every_alignment(Durability durability)
    {
        var ends = new HashSet<long>();
        for (var length = 1; length <= 64; length += 3)
        {
            using var directory = TemporaryDirectory.InMemory();
            var options = Samples.Small with { Durability = durability, InboundSegmentBytes = 4096 };
            using (var journal = Samples.Open(directory.Path, options))
            {
                for (var sequence = 1; sequence <= 90; sequence++)
                {
                    var tick = Cancel(sequence, length);
                    Assert.True(journal.Inbound.TryAppend(in tick), journal.HealthReason);
                    if (sequence % 5 == 0) journal.Commit();
                }
            }

            ends.UnionWith(ReadBack(directory.Path, length));
        }

        // Segments end after a frame that begins in the last possible eight bytes, or earlier by up to the longest frame.
        Assert.InRange(ends.Count, 12, 14);
    }

    static HashSet<long> ReadBack(string directory, int length)
    {
        var ends = new HashSet<long>();
        using var reader = LogReader.Open(directory, LogName.Inbound);
        for (var sequence = 1L; sequence <= 90; sequence++)
        {
            var (segment, offset) = (reader.Segment, reader.Offset);
            Assert.True(reader.TryRead(out var frame));
            if (reader.Segment != segment) ends.Add(offset);
            Assert.True(frame.Decode(out Inbound message).IsOk);
            Assert.Equal(Cancel(sequence, length).CancelOrder.ClOrdId, message.CancelOrder.ClOrdId);
        }

        Assert.Equal(LogEndKind.Clean, reader.FindEnd().Kind);
        return ends;
    }

    static Inbound Cancel(long sequence, int length)
    {
        var message = new Inbound { Sequence = sequence, Time = new(sequence), Kind = InboundKind.CancelOrder };
        message.CancelOrder.ClOrdId = Text64.From(new string((char)('a' + sequence % 26), (int)(1 + sequence * length % 64)));
        return message;
    }

    [Fact]
    public void An_append_allocates_nothing()
    {
        using var directory = TemporaryDirectory.InMemory();
        using var journal = Samples.Open(directory.Path, Samples.Small with { InboundSegmentBytes = 8 << 20, OutboundSegmentBytes = 8 << 20 });
        var order = Samples.Order(1);
        var report = Samples.Report(1);
        var heartbeat = Samples.Heartbeat(1);
        void Append(int count)
        {
            for (var index = 0; index < count; index++)
            {
                journal.Inbound.TryAppend(in order);
                journal.Outbound.TryAppend(in report);
                journal.Sessions.TryAppend(in heartbeat);
                order.Sequence = ++report.Sequence;
            }
        }

        long Measure(Action action)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Measure(() => Append(1));
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Measure(() => Append(4))));
        Assert.True(Measure(() => order.NewOrder.ClOrdId = Text64.From("x" + order.Sequence)) > 0);
    }
}
