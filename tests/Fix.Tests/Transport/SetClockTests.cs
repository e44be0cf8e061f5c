using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>A clock that is set, and a process that stands still, are nobody's silence.</summary>
public class SetClockTests
{
    const long Second = 1_000_000_000;
    const long Hour = 3_600 * Second;

    [Theory]
    [InlineData(Hour)]
    [InlineData(-40 * Second)]
    [InlineData(5 * Second)]
    [InlineData(-Second)]
    public void Silence_is_counted_on_when_the_clock_is_set(long step)
    {
        using Room room = new();
        room.LogOn();
        room.Pass(9 * Second);
        Assert.Equal(1, room.Sent);
        room.Turn(step);
        room.Pass(Second);
        Assert.Equal(2, room.Sent); // The heartbeat, 10 seconds after the Logon, or at once.
        Assert.True(room.Session.IsLoggedOn);
        room.Pass(3 * Second);
        Assert.Equal(3, room.Sent); // A TestRequest after some 12 seconds without a word.
        Assert.True(room.Session.IsLoggedOn);
        room.Pass(11 * Second);
        Assert.Equal(DisconnectReason.HeartbeatTimeout, room.Session.Reason); // After some 24.
    }

    [Fact]
    public void Nobody_is_tested_whose_bytes_wait_where_nothing_read_them()
    {
        using Room room = new();
        room.LogOn();
        for (int i = 0; i < 9; i++)
            room.Client.Send("0", "");
        room.Turn(90 * Second);
        Assert.True(Patience.Until(() => { room.Turn(0); return room.Session.NextTargetMsgSeqNum == 11; }));
        Assert.True(room.Session.IsLoggedOn);
        Assert.Equal(2, room.Sent); // The peer has waited for a heartbeat.
        room.Pass(9 * Second);
        Assert.Equal(2, room.Sent);
    }

    [Fact]
    public void A_clock_that_is_set_all_the_time_hides_no_dead_peer()
    {
        using Room room = new();
        room.LogOn();
        for (int i = 0; i < 30; i++)
        {
            room.Pass(Second);
            room.Turn(i % 2 == 0 ? Hour : -Hour);
        }
        Assert.Equal(DisconnectReason.HeartbeatTimeout, room.Session.Reason);
    }

    [Theory]
    [InlineData(Hour)]
    [InlineData(-40 * Second)]
    public void A_connection_without_Logon_has_its_time_and_no_more(long step)
    {
        using Room room = new();
        Assert.True(Patience.Until(() => { room.Turn(0); return room.Transport.ConnectionCount == 1; }));
        room.Turn(step);
        room.Pass(8 * Second);
        Assert.Equal(1, room.Transport.ConnectionCount);
        room.Pass(2 * Second);
        Assert.Equal(0, room.Transport.ConnectionCount);
    }

    [Fact]
    public void What_begins_before_the_transport_hears_of_the_clock_has_its_time_and_no_more()
    {
        using Room room = new();
        room.LogOn();
        room.Turn(Hour, () => room.Session.Logout("", room.Now));
        Assert.Equal(SessionState.LogoutSent, room.Session.State);
        room.Pass(3 * Second);
        Assert.Equal(SessionState.Disconnected, room.Session.State);
    }

    sealed class Listener : FixApplication
    {
        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context) => FixVerdict.Accepted;
    }

    /// <summary>A session with a heartbeat interval of ten seconds, its peer, and the time.</summary>
    sealed class Room : IDisposable
    {
        public Room()
        {
            Session = new FixSession(new FixSessionSettings { Id = new("FIX.4.4", "GATEWAY", "STRAT1") }, new Listener(), new MemoryStore());
            FixAcceptor acceptor = Transport.Listen(new IPEndPoint(IPAddress.Loopback, 0), new FixAcceptorSettings { LogonTimeout = 10_000 });
            acceptor.Add(Session);
            Client = new WireClient(acceptor.LocalEndPoint.Port, "STRAT1");
        }

        public FixTransport Transport { get; } = new();

        public FixSession Session { get; }

        public WireClient Client { get; }

        public long Now { get; private set; } = FixClock.NowNanos();

        public long Sent => Session.NextSenderMsgSeqNum - 1;

        public void LogOn()
        {
            Client.Send("A", "98=0|108=10|");
            Assert.True(Patience.Until(() => { Turn(0); return Session.IsLoggedOn; }));
        }

        /// <summary>A turn at the time that a step leads to.</summary>
        public void Turn(long step, Action? before = null)
        {
            Now += step;
            before?.Invoke();
            Transport.DoWork(Now);
        }

        public void Pass(long nanos)
        {
            for (; nanos > 0; nanos -= Second / 2)
                Turn(Second / 2);
        }

        public void Dispose()
        {
            Client.Dispose();
            Transport.Dispose();
        }
    }
}
