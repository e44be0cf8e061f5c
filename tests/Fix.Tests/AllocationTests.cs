using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

public class AllocationTests
{
    sealed class Echo : FixApplication
    {
        public byte[]? Waste { get; private set; }

        public bool IsWasteful { get; init; }

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            if (IsWasteful)
                Waste = new byte[1];
            FixWriter writer = session.Begin(MsgType.ExecutionReport, context.Now);
            writer.WriteText(Tag.ClOrdID, message[Tag.ClOrdID]);
            message.GetDecimal(Tag.OrderQty, out long quantity);
            writer.WriteDecimal(Tag.LeavesQty, quantity);
            writer.WriteTimestamp(Tag.TransactTime, context.Now, TimestampPrecision.Micros);
            session.Send(ref writer);
            return FixVerdict.Accepted;
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 10_000 * 32)]
    public void Orders_and_reports_pass_a_session_without_garbage(bool isWasteful, long expected)
    {
        DictionaryValidator validator = new(BuiltInDictionary.Of("FIX.4.4")!);
        SessionDriver driver = new(s => s with { Validator = validator, CheckLatency = false }, new MemoryStore(1_024, 1 << 16), application: new Echo { IsWasteful = isWasteful });
        driver.LogOn();
        MessageTemplate template = new(new SessionId("FIX.4.4", "STRAT1", "GATEWAY"));
        byte[] buffer = new byte[1_024];
        Run(driver.Session, template, buffer, 2, 12_000);
        int next = 12_002;
        long garbage = Garbage.Of(() =>
        {
            Run(driver.Session, template, buffer, next, 10_000);
            next += 10_000;
        });
        // A collection in between closes the thread's piece of the heap, and the wasteful one may be some bytes off for it.
        Assert.InRange(garbage, expected * 9 / 10, expected * 11 / 10);
        Assert.Equal(next, driver.Session.NextTargetMsgSeqNum);
    }

    static void Run(FixSession session, MessageTemplate template, byte[] buffer, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            long now = SessionDriver.Start + i * 1_000L;
            FixWriter writer = template.Begin(buffer, new HeaderFields { MsgType = MsgType.NewOrderSingle, MsgSeqNum = i, SendingTime = now });
            writer.WriteInt(Tag.ClOrdID, i);
            writer.WriteText(Tag.Symbol, "AAPL"u8);
            writer.WriteChar(Tag.Side, '1');
            writer.WriteTimestamp(Tag.TransactTime, now, TimestampPrecision.Millis);
            writer.WriteDecimal(Tag.OrderQty, 10_00000000);
            writer.WriteChar(Tag.OrdType, '1');
            int size = template.End(ref writer);
            session.Receive(buffer.AsSpan(0, size), now, out _);
            session.Tick(now);
            session.OutgoingSent(session.Outgoing.Length);
        }
    }
}
