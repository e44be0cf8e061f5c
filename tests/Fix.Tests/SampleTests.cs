using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>The sample of docs/fix.md, as it stands there.</summary>
public class SampleTests
{
    [Fact]
    public void The_sample_of_the_documentation_trades()
    {
        SessionId id = new("FIX.4.4", "EXCHANGE", "TRADER");
        Trader trader = new();
        using FixHost host = new();
        FixAcceptor port = host.Listen(new IPEndPoint(IPAddress.Loopback, 0),
            new FixSession(new FixSessionSettings { Id = id }, new Exchange(), new MemoryStore()));
        host.Connect(new FixSession(new FixSessionSettings { Id = id.Reverse(), Role = SessionRole.Initiator }, trader, new MemoryStore()),
            port.LocalEndPoint);
        host.Start();
        Assert.True(trader.Filled.Wait(TimeSpan.FromSeconds(10)));
    }

    sealed class Exchange : FixApplication
    {
        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            if (message.MsgType != MsgType.NewOrderSingle)
                return FixVerdict.BusinessReject(BusinessRejectReason.UnsupportedMessageType);
            FixWriter report = session.Begin(MsgType.ExecutionReport, context.Now);
            report.WriteText(Tag.ClOrdID, message[Tag.ClOrdID]);
            report.WriteChar(Tag.ExecType, 'F');
            session.Send(ref report);
            return FixVerdict.Accepted;
        }
    }

    sealed class Trader : FixApplication
    {
        public ManualResetEventSlim Filled { get; } = new();

        public override void OnLogon(FixSession session, long now)
        {
            FixWriter order = session.Begin(MsgType.NewOrderSingle, now);
            order.WriteText(Tag.ClOrdID, "ORDER-1");
            session.Send(ref order);
        }

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            Filled.Set();
            return FixVerdict.Accepted;
        }
    }
}
