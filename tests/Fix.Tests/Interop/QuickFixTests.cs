using System.Collections.Concurrent;
using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>A day with QuickFIX C++ on the other side, in both roles: logon, orders, disconnect in flight, resend, reset, logout.</summary>
public class QuickFixTests
{
    sealed class Desk : FixApplication
    {
        public ConcurrentQueue<string> Received { get; } = new();

        public ConcurrentQueue<string> Events { get; } = new();

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            string id = FixText.Show(message[Tag.ClOrdID]);
            Received.Enqueue(id);
            if (message.MsgType == MsgType.NewOrderSingle)
                Report(session, id, context.Now);
            return FixVerdict.Accepted;
        }

        public override void OnEvent(FixSession session, string text, long now) => Events.Enqueue(text);

        public override void OnLogon(FixSession session, long now) => Events.Enqueue("logon");

        public override void OnLogout(FixSession session, DisconnectReason reason, long now) => Events.Enqueue($"logout {reason}");
    }

    static void Report(FixSession session, string id, long now, ulong type = MsgType.ExecutionReport)
    {
        FixWriter writer = session.Begin(type, now);
        writer.WriteText(Tag.ClOrdID, id);
        writer.WriteText(Tag.Symbol, "AAPL");
        writer.WriteChar(Tag.Side, '1');
        session.Send(ref writer);
    }

    static FixSessionSettings Settings(string version, SessionRole role) => new()
    {
        Id = new SessionId(version, "GATEWAY", "STRAT1"),
        Role = role,
        HeartBtInt = 30,
        TimestampPrecision = TimestampPrecision.Millis,
    };

    [Theory]
    [InlineData("FIX.4.2")]
    [InlineData("FIX.4.4")]
    [InlineData("FIXT.1.1")]
    public void A_day_with_QuickFIX_as_initiator(string version)
    {
        Desk desk = new();
        FixSession session = new(Settings(version, SessionRole.Acceptor), desk, new MemoryStore());
        using FixHost host = new();
        int port = host.Listen(new IPEndPoint(IPAddress.Loopback, 0), session).LocalEndPoint.Port;
        host.Start();
        using QuickFixPeer peer = new("initiator", port, version, "STRAT1", "GATEWAY");
        LiveADay(peer, host, session, desk, "order");
    }

    [Theory]
    [InlineData("FIX.4.2")]
    [InlineData("FIX.4.4")]
    [InlineData("FIXT.1.1")]
    public void A_day_with_QuickFIX_as_acceptor(string version)
    {
        Desk desk = new();
        FixSession session = new(Settings(version, SessionRole.Initiator), desk, new MemoryStore());
        using FixHost host = new();
        int port = FreePort.Take();
        using QuickFixPeer peer = new("acceptor", port, version, "STRAT1", "GATEWAY");
        host.Transport.Connect(session, new FixInitiatorSettings
        {
            Addresses = [new IPEndPoint(IPAddress.Loopback, port)],
            ReconnectInterval = 100,
            ReconnectIntervalMax = 500,
        });
        host.Start();
        LiveADay(peer, host, session, desk, "report");
    }

    static void LiveADay(QuickFixPeer peer, FixHost host, FixSession session, Desk desk, string verb)
    {
        peer.Expect("logon");
        for (int i = 1; i <= 3; i++)
            peer.Say($"{verb} A{i}");
        Until(() => desk.Received.Count == 3, "three messages of the peer");
        host.Post(now => Report(session, "B1", now));
        peer.Expect("app", "11=B1|");
        // The line breaks; what is sent meanwhile is numbered, and fetched by the peer after it is back.
        host.Post(now =>
        {
            session.Disconnect(DisconnectReason.Application, now);
            for (int i = 2; i <= 6; i++)
                Report(session, $"B{i}", now);
        });
        peer.Expect("logout");
        peer.Expect("logon");
        for (int i = 2; i <= 6; i++)
            peer.Expect("app", "|43=Y|", $"11=B{i}|");
        // And what the peer sent into the broken line comes by our own resend request.
        peer.Say("test HELLO");
        peer.Expect("admin", "35=0|", "112=HELLO|");
        host.Post(now => session.Disconnect(DisconnectReason.Application, now));
        peer.Expect("logout");
        for (int i = 4; i <= 6; i++)
            peer.Say($"{verb} A{i}");
        peer.Expect("logon");
        Until(() => desk.Received.Count == 6, "the peer's messages after its resend");
        Assert.Equal(["A1", "A2", "A3", "A4", "A5", "A6"], desk.Received);
        Reset(peer, host, session);
        peer.Say("logout");
        peer.Expect("logout");
        Until(() => desk.Events.Contains("logout Logout"), "our own end of the logout");
    }

    static void Reset(QuickFixPeer peer, FixHost host, FixSession session)
    {
        Assert.True(session.NextSenderMsgSeqNum > 5);
        host.Post(session.ResetSequence);
        peer.Expect("admin", "35=A|", "34=1|", "141=Y|");
        Until(() => session.NextTargetMsgSeqNum == 2 && session.NextSenderMsgSeqNum == 2, "the reset");
        host.Post(now => Report(session, "C1", now));
        peer.Expect("app", "34=2|", "11=C1|");
    }

    static void Until(Func<bool> condition, string what) =>
        Assert.True(Patience.Until(condition), $"{what} did not come");
}
