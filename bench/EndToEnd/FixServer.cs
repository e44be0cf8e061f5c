using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Bench.EndToEnd;

/// <summary>The FIX engine as a process of its own, with an application that reads an order's fields and answers at once.</summary>
static class FixServer
{
    internal static int Run(int idleSessions)
    {
        using FixTransport transport = new();
        FixAcceptor acceptor = transport.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        acceptor.Add(Make("STRAT1"));
        for (int i = 0; i < idleSessions; i++) acceptor.Add(Make($"IDLE{i}"));
        Console.WriteLine($"ready {acceptor.LocalEndPoint.Port}");
        while (true)
        {
            if (transport.DoWork(FixClock.NowNanos()) == 0) transport.Wait(10);
        }
    }

    static FixSession Make(string peer) => new(
        new FixSessionSettings { Id = new SessionId("FIX.4.4", "GATEWAY", peer), ResetOnLogon = true }, new Answers(), new MemoryStore());

    sealed class Answers : FixApplication
    {
        long _id;

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            message.GetDecimal(Tag.OrderQty, out var quantity);
            message.GetDecimal(Tag.Price, out var price);
            message.GetTimestamp(Tag.TransactTime, out _);
            var id = ++_id;
            var writer = session.Begin(MsgType.ExecutionReport, context.Now);
            writer.WriteInt(Tag.OrderID, id);
            writer.WriteInt(Tag.ExecID, id);
            writer.WriteText(Tag.ClOrdID, message[Tag.ClOrdID]);
            writer.WriteChar(Tag.ExecType, '0');
            writer.WriteChar(Tag.OrdStatus, '0');
            writer.WriteText(Tag.Account, message[Tag.Account]);
            writer.WriteText(Tag.Symbol, message[Tag.Symbol]);
            writer.WriteText(Tag.Side, message[Tag.Side]);
            writer.WriteDecimal(Tag.OrderQty, quantity);
            writer.WriteDecimal(Tag.Price, price);
            writer.WriteDecimal(Tag.LeavesQty, quantity);
            writer.WriteDecimal(Tag.CumQty, 0);
            writer.WriteDecimal(Tag.AvgPx, 0);
            writer.WriteTimestamp(Tag.TransactTime, context.Now, TimestampPrecision.Micros);
            session.Send(ref writer);
            return FixVerdict.Accepted;
        }
    }
}
