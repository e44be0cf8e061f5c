using Gateway.Journal.Reading;
using Gateway.Journal.Sessions;
using Gateway.Journal.Writing;
using Gateway.Messages;

namespace Gateway.Journal.Tests;

/// <summary>Small journals and what stands in them.</summary>
static class Samples
{
    internal static readonly JournalOptions Small = new()
    {
        InboundSegmentBytes = 8192, OutboundSegmentBytes = 8192, SessionsSegmentBytes = 4096, Background = false,
    };

    internal static JournalWriter Open(string directory, JournalOptions? options = null)
        => JournalWriter.Open(directory, options ?? Small, Text64.From("run-1"), new(1_700_000_000_000_000_000));

    /// <summary>A message that is determined by its sequence; its length differs from one to the next.</summary>
    internal static Inbound Order(long sequence)
    {
        var message = new Inbound
        {
            Sequence = sequence, Time = TimeOf(sequence), Kind = InboundKind.NewOrder, Session = (ushort)(1 + sequence % 8),
            SessionSequence = sequence * 3, SendingTime = TimeOf(sequence - 1),
        };
        ref var order = ref message.NewOrder;
        order.ClOrdId = Text64.From(new string((char)('a' + sequence % 26), (int)(1 + sequence * 7 % 64)));
        order.Symbol = Text24.From("AAPL");
        order.Side = Side.Buy;
        order.Type = OrderType.Limit;
        order.Price = new(sequence * FixedPoint.One / 100);
        order.Quantity = new(100 * FixedPoint.One);
        return message;
    }

    internal static Outbound Report(long sequence)
    {
        var message = new Outbound
        {
            Sequence = sequence, Time = TimeOf(sequence), Kind = OutboundKind.ExecutionReport, Session = (ushort)(1 + sequence % 8),
            Cause = sequence, Correlation = sequence,
        };
        ref var report = ref message.ExecutionReport;
        report.ClOrdId = Text64.From($"order-{sequence}");
        report.Symbol = Text24.From("AAPL");
        report.OrderId = sequence;
        report.ExecId = sequence * 2;
        report.OrdStatus = OrdStatus.New;
        report.ExecType = ExecType.New;
        return message;
    }

    internal static SessionRecord Heartbeat(long number) => new()
    {
        Time = TimeOf(number), Type = SessionRecordType.AdminSent, Session = 1, MsgSeqNum = number, MsgType = Text16.From("0"),
        OutboundSequence = number,
    };

    internal static void Append(JournalWriter journal, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var order = Order(journal.Inbound.LastSequence + 1);
            var report = Report(journal.Outbound.LastSequence + 1);
            var heartbeat = Heartbeat(journal.Sessions.LastSequence + 1);
            Assert.True(journal.Inbound.TryAppend(in order));
            Assert.True(journal.Outbound.TryAppend(in report));
            Assert.True(journal.Sessions.TryAppend(in heartbeat));
        }

        journal.Commit();
    }

    /// <summary>Reads a log to its end and checks that each message is the one of its sequence.</summary>
    internal static LogEnd ReadAll(string directory, LogName log, long from = 1)
    {
        using var reader = LogReader.Open(directory, log, from);
        while (reader.TryRead(out var frame)) AssertSame(frame, log, from++);
        Assert.Equal(from - 1, reader.LastSequence);
        return reader.FindEnd();
    }

    static void AssertSame(Frame frame, LogName log, long sequence)
    {
        Assert.Equal(sequence, frame.Sequence);
        switch (log)
        {
            case LogName.Inbound:
                Assert.True(frame.Decode(out Inbound inbound).IsOk);
                AssertBytes(Order(sequence), inbound);
                break;
            case LogName.Outbound:
                Assert.True(frame.Decode(out Outbound outbound).IsOk);
                AssertBytes(Report(sequence), outbound);
                break;
            default:
                Assert.True(frame.Decode(out SessionRecord record).IsOk);
                AssertBytes(Heartbeat(sequence) with { Sequence = sequence }, record);
                break;
        }
    }

    static void AssertBytes<T>(T expected, T actual) where T : unmanaged
    {
        var left = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in expected));
        var right = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in actual));
        Assert.True(left.SequenceEqual(right));
    }

    internal static Timestamp TimeOf(long sequence) => new(1_700_000_000_000_000_000 + sequence * 1_000);
}
