using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>Peers that flood, stall, lie or vanish: the others must not notice.</summary>
public sealed class HostilePeerTests : IDisposable
{
    readonly FixHost _host = new();
    readonly ConcurrentDictionary<string, string> _ends = new();
    readonly ConcurrentQueue<string> _refused = new();
    readonly FixAcceptor _acceptor;
    readonly FixAcceptor _impatient;

    public HostilePeerTests()
    {
        _acceptor = Listen(Patience.Millis);
        _impatient = Listen(logonTimeout: 300);
        foreach (string name in (string[])["GOOD", "BAD"])
        {
            FixSessionSettings settings = new() { Id = new SessionId("FIX.4.4", "GATEWAY", name), OutgoingBytesMax = 256 << 10 };
            _acceptor.Add(new FixSession(settings, new Echo(this), new MemoryStore()));
        }
        _host.Start();
    }

    public void Dispose() => _host.Dispose();

    FixAcceptor Listen(int logonTimeout) => _host.Transport.Listen(new IPEndPoint(IPAddress.Loopback, 0),
        new FixAcceptorSettings { OnRefused = _refused.Enqueue, LogonTimeout = logonTimeout, StrangersMax = 4 });

    sealed class Echo(HostilePeerTests owner) : FixApplication
    {
        static readonly byte[] Padding = new byte[1_500].Select(_ => (byte)'x').ToArray();

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            FixWriter writer = session.Begin(MsgType.ExecutionReport, context.Now);
            writer.WriteText(Tag.ClOrdID, message[Tag.ClOrdID]);
            writer.WriteText(Tag.Text, Padding);
            session.Send(ref writer);
            return FixVerdict.Accepted;
        }

        public override void OnLogout(FixSession session, DisconnectReason reason, long now) =>
            owner._ends[session.Id.TargetCompID] = reason.ToString();
    }

    Socket Open(FixAcceptor? port = null)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = Patience.Millis };
        socket.Connect((port ?? _acceptor).LocalEndPoint);
        return socket;
    }

    static byte[] Message(string sender, string type, long number, string body) =>
        FixText.Frame($"8=FIX.4.4|35={type}|34={number}|49={sender}|52={DateTime.UtcNow:yyyyMMdd-HH:mm:ss.fff}|56=GATEWAY|{body}");

    static string Read(Socket socket, string until)
    {
        byte[] buffer = new byte[1 << 16];
        string text = "";
        while (!text.Contains(until, StringComparison.Ordinal))
        {
            int count = socket.Receive(buffer);
            if (count == 0)
                return text;
            text += FixText.Show(buffer.AsSpan(0, count));
        }
        return text;
    }

    Socket LogOn(string name)
    {
        Socket socket = Open();
        socket.Send(Message(name, "A", 1, "98=0|108=0|"));
        Assert.Contains("35=A|", Read(socket, "10="), StringComparison.Ordinal);
        return socket;
    }

    void GoodPeerStillTrades()
    {
        using Socket good = LogOn("GOOD");
        good.Send(Message("GOOD", "D", 2, "11=FINE|"));
        Assert.Contains("11=FINE|", Read(good, "11=FINE|"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_never_reads_is_cut_off_and_the_others_go_on()
    {
        using Socket bad = LogOn("BAD");
        bad.SendTimeout = Patience.Millis;
        try
        {
            for (int i = 2; i < 40_000 && !_ends.ContainsKey("BAD"); i++)
                bad.Send(Message("BAD", "D", i, "11=X|"));
        }
        catch (SocketException)
        {
            // It was cut off while writing.
        }
        Assert.True(Patience.Until(() => _ends.ContainsKey("BAD")));
        Assert.Equal("SlowConsumer", _ends["BAD"]);
        GoodPeerStillTrades();
    }

    [Fact]
    public void Strangers_are_closed_after_their_time_and_limited_in_number()
    {
        List<Socket> strangers = Enumerable.Range(0, 4).Select(_ => Open(_impatient)).ToList();
        using Socket tooMany = Open(_impatient);
        Assert.Equal("", Read(tooMany, "never"));
        foreach (Socket stranger in strangers)
        {
            Assert.Equal("", Read(stranger, "never"));
            stranger.Dispose();
        }
        GoodPeerStillTrades();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("8=FIX.4.4|9=99999999|35=A|")]
    [InlineData("8=FIX.4.4|9=5|35=0|10=163|")]
    public void What_is_no_Logon_is_closed_without_an_answer(string bytes)
    {
        using Socket stranger = Open(_impatient);
        stranger.Send(FixText.Raw(bytes));
        Assert.Equal("", Read(stranger, "never"));
        Assert.NotEmpty(_refused);
        GoodPeerStillTrades();
    }

    [Fact]
    public void An_unknown_or_second_session_is_closed_without_an_answer()
    {
        using Socket unknown = Open();
        unknown.Send(Message("NOBODY", "A", 1, "98=0|108=0|"));
        Assert.Equal("", Read(unknown, "never"));
        using Socket first = LogOn("GOOD");
        using Socket second = Open();
        second.Send(Message("GOOD", "A", 1, "98=0|108=0|"));
        Assert.Equal("", Read(second, "never"));
        first.Send(Message("GOOD", "1", 2, "112=STILL|"));
        Assert.Contains("112=STILL|", Read(first, "112=STILL|"), StringComparison.Ordinal);
    }

    [Fact]
    public void Floods_of_noise_and_numbers_from_the_future_are_bounded()
    {
        using Socket bad = LogOn("BAD");
        byte[] noise = new byte[1 << 20];
        new Random(1).NextBytes(noise);
        bad.Send(noise);
        byte[] ahead = Enumerable.Range(100, 5_000).SelectMany(i => Message("BAD", "D", i, $"11=X|58={new string('y', 600)}|")).ToArray();
        bad.Send(ahead);
        GoodPeerStillTrades();
        FixSession session = _acceptor.Sessions.First(s => s.Id.TargetCompID == "BAD");
        Assert.InRange(session.BytesAllocated, 0, 2 << 20);
        Assert.True(Patience.Until(() => session.GarbledCount > 0));
    }
}
