using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

public class LoopbackTests
{
    sealed class Echo : FixApplication
    {
        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            FixWriter writer = session.Begin(MsgType.ExecutionReport, context.Now);
            writer.WriteText(Tag.ClOrdID, message[Tag.ClOrdID]);
            session.Send(ref writer);
            return FixVerdict.Accepted;
        }
    }

    sealed class Client(int orders) : FixApplication
    {
        public ConcurrentQueue<string> Answers { get; } = new();

        public override void OnLogon(FixSession session, long now)
        {
            for (int i = 1; i <= orders; i++)
            {
                FixWriter writer = session.Begin(MsgType.NewOrderSingle, now);
                writer.WriteInt(Tag.ClOrdID, i);
                session.Send(ref writer);
            }
        }

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            Answers.Enqueue(FixText.Show(message[Tag.ClOrdID]));
            return FixVerdict.Accepted;
        }
    }

    [Fact]
    public async Task A_wait_in_vain_ends_each_time()
    {
        using FixTransport transport = new();
        Task<bool[]> waits = Task.Run(() => new[] { 2, 2, 2, 1, 0, 2 }.Select(transport.Wait).ToArray());
        Assert.DoesNotContain(true, await waits.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Who_knocked_before_a_port_was_closed_is_not_let_in_and_does_no_harm()
    {
        using FixTransport transport = new();
        FixAcceptor acceptor = transport.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using Socket peer = new(SocketType.Stream, ProtocolType.Tcp);
        peer.Connect(acceptor.LocalEndPoint);
        Assert.True(Patience.Until(() => transport.Wait(10)));
        transport.StopListening();
        transport.DoWork(1);
        Assert.Equal(0, transport.ConnectionCount);
    }

    [Theory]
    [InlineData("FIX.4.2")]
    [InlineData("FIX.4.4")]
    [InlineData("FIXT.1.1")]
    public void Orders_sent_over_a_socket_are_answered_in_order(string version)
    {
        SessionId id = new(version, "GATEWAY", "STRAT1");
        using FixHost host = new();
        FixAcceptor acceptor = host.Listen(new IPEndPoint(IPAddress.Loopback, 0),
            new FixSession(new FixSessionSettings { Id = id }, new Echo(), new MemoryStore()));
        Client client = new(500);
        FixSession initiator = new(new FixSessionSettings { Id = id.Reverse(), Role = SessionRole.Initiator }, client, new MemoryStore());
        host.Connect(initiator, acceptor.LocalEndPoint);
        host.Start();
        Assert.True(Patience.Until(() => client.Answers.Count == 500), $"{client.Answers.Count} answers, {initiator.State}");
        Assert.Equal(Enumerable.Range(1, 500).Select(i => i.ToString()), client.Answers);
    }

    [Fact]
    public void A_resend_of_nothing_but_gaps_is_answered_though_it_takes_many_turns()
    {
        SessionId id = new("FIX.4.4", "GATEWAY", "STRAT1");
        using FixHost host = new();
        FixSession forgetful = new(new FixSessionSettings { Id = id }, new Echo(), new MemoryStore());
        for (int i = 0; i < 1_000; i++)
            forgetful.Assign(1);
        FixAcceptor acceptor = host.Listen(new IPEndPoint(IPAddress.Loopback, 0), forgetful);
        // No heartbeat either that could push the connection on.
        FixSession initiator = new(new FixSessionSettings { Id = id.Reverse(), Role = SessionRole.Initiator, HeartBtInt = 0 }, new Client(0), new MemoryStore());
        host.Connect(initiator, acceptor.LocalEndPoint);
        host.Start();
        Assert.True(Patience.Until(() => initiator.NextTargetMsgSeqNum == 1_002), $"at {initiator.NextTargetMsgSeqNum}");
    }
}
