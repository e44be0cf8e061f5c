using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>Peers that vanish, dawdle or lie about numbers: the others trade on, and the place they held is free afterwards.</summary>
public sealed class StuckPeerTests : IDisposable
{
    readonly FixHost _host = new();
    readonly ConcurrentDictionary<string, string> _ends = new();
    readonly FixAcceptor _acceptor;

    public StuckPeerTests()
    {
        _acceptor = _host.Transport.Listen(new IPEndPoint(IPAddress.Loopback, 0), new FixAcceptorSettings());
        foreach (string name in (string[])["GOOD", "BAD"])
            _acceptor.Add(new FixSession(new FixSessionSettings { Id = new SessionId("FIX.4.4", "GATEWAY", name) }, new Echo(this), new MemoryStore(messagesMax: 40_000, bytesMax: 80 << 20)));
        _host.Start();
    }

    public void Dispose() => _host.Dispose();

    sealed class Echo(StuckPeerTests owner) : FixApplication
    {
        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            FixWriter writer = session.Begin(MsgType.ExecutionReport, context.Now);
            writer.WriteText(Tag.ClOrdID, message[Tag.ClOrdID]);
            writer.WriteText(Tag.Text, message[Tag.Text]);
            session.Send(ref writer);
            return FixVerdict.Accepted;
        }

        public override void OnLogout(FixSession session, DisconnectReason reason, long now) =>
            owner._ends[session.Id.TargetCompID] = reason.ToString();
    }

    WireClient LogOn(string name, int heartBt = 0, int port = 0, int receiveBuffer = 0)
    {
        WireClient client = new(port == 0 ? _acceptor.LocalEndPoint.Port : port, name, receiveBuffer: receiveBuffer);
        client.Send("A", $"98=0|108={heartBt}|141=Y|");
        Assert.Contains("35=A|", client.ReadUntil("10="), StringComparison.Ordinal);
        return client;
    }

    static void Trade(WireClient good, int orders = 20)
    {
        for (int i = 0; i < orders; i++)
        {
            string mark = $"11=G{good.Number}|";
            good.Send("D", mark + "58=x|");
            Assert.Contains(mark, good.ReadUntil(mark), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_peer_that_vanished_without_a_word_is_given_up_after_its_heartbeats_and_may_come_back()
    {
        using WireClient good = LogOn("GOOD");
        using BlackHole path = new(_acceptor.LocalEndPoint);
        using WireClient bad = LogOn("BAD", heartBt: 1, port: path.Port);
        path.Swallow();
        // The old connection is still there for all that anybody can know.
        using (WireClient early = new(_acceptor.LocalEndPoint.Port, "BAD"))
        {
            early.Send("A", "98=0|108=1|141=Y|");
            if (early.ReadUntil("10=") is not "")
                Assert.Contains("BAD", _ends.Keys); // A slow machine: its time was over already.
        }
        Trade(good);
        Assert.True(Patience.Until(() => _ends.ContainsKey("BAD")));
        Assert.Equal("HeartbeatTimeout", _ends["BAD"]);
        using WireClient back = LogOn("BAD");
        Trade(back);
        Trade(good);
    }

    [Fact]
    public void A_slow_reader_gets_everything_in_its_own_time_and_holds_nobody_up()
    {
        using WireClient good = LogOn("GOOD");
        using WireClient slow = LogOn("BAD", receiveBuffer: 8 << 10);
        const int orders = 2_000;
        for (int i = 0; i < orders; i++)
            slow.Send("D", $"11=S{i}|58={new string('s', 900)}|");
        List<byte> read = [];
        byte[] buffer = new byte[256 << 10];
        while (!IsWhole(FixText.Show(read.TakeLast(1_200).ToArray()), $"11=S{orders - 1}|"))
        {
            Thread.Sleep(5);
            read.AddRange(buffer.AsSpan(0, slow.Socket.Receive(buffer)));
            Trade(good, 1);
        }
        Assert.Equal(Enumerable.Range(2, orders), FixText.Split(read.ToArray()).Select(Number));
        Assert.Empty(_ends);
    }

    // A read may end in the middle of the last message.
    static bool IsWhole(string end, string last) => end.Contains(last, StringComparison.Ordinal) && end[^8..^4] == "|10=" && end[^1] == '|';

    static int Number(string message) => int.Parse(message.Split("|34=")[1].Split('|')[0], System.Globalization.CultureInfo.InvariantCulture);

    // What is said, and what the peer is told.
    [Theory]
    [InlineData(1, "D", "11=X|", "58=MsgSeqNum too low, expecting 2 but received 1|")]
    [InlineData(4_000_000_000_000, "D", "11=X|", "35=2|")]
    [InlineData(2, "2", "7=5|16=1|", "112=ALIVE|")]
    [InlineData(2, "2", "7=900000000000|16=0|", "112=ALIVE|")]
    [InlineData(2, "2", "7=-1|16=-5|", "112=ALIVE|")]
    [InlineData(2, "4", "36=1|", "371=36|")]
    [InlineData(2, "4", "123=Y|36=1|", "371=36|")]
    [InlineData(2, "4", "123=Y|36=9999999999999999999|", "371=36|")]
    [InlineData(7, "4", "123=Y|36=3|", "35=2|")]
    public void Lies_about_numbers_are_answered_and_others_trade_on(long number, string type, string body, string answer)
    {
        using WireClient good = LogOn("GOOD");
        using WireClient liar = LogOn("BAD");
        for (int i = 0; i < (number == 1 ? 1 : 50); i++)
            liar.SendAs(number == 2 ? 2 + i : number, type, body);
        liar.SendAs(number == 2 ? 52 : 3, "1", "112=ALIVE|");
        Assert.Contains(answer, liar.ReadUntil(answer), StringComparison.Ordinal);
        Trade(good);
        Assert.InRange(_acceptor.Sessions.Sum(session => session.BytesAllocated), 0, 4 << 20);
    }

    [Fact]
    public void A_TLS_handshake_that_never_ends_is_closed_and_its_place_is_free()
    {
        using X509Certificate2 certificate = TestCertificates.SelfSigned("gateway");
        FixAcceptor port = null!;
        using ManualResetEventSlim ready = new();
        _host.Post(_ =>
        {
            port = _host.Transport.Listen(new IPEndPoint(IPAddress.Loopback, 0), new FixAcceptorSettings
            {
                LogonTimeout = 400,
                StrangersMax = 2,
                Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate },
            });
            ready.Set();
        });
        ready.Wait(TestContext.Current.CancellationToken);
        using WireClient good = LogOn("GOOD");
        for (int round = 0; round < 2; round++)
        {
            // One says nothing at all, one the beginning of a ClientHello.
            using WireClient silent = new(port.LocalEndPoint.Port, ""), half = new(port.LocalEndPoint.Port, "");
            half.Socket.Send([22, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3]);
            Trade(good);
            Assert.Equal("", silent.ReadUntil("never"));
            Assert.Equal("", half.ReadUntil("never"));
        }
    }
}
