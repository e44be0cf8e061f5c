using System.Net;
using Gateway.Configuration;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes;

/// <summary>A strategy, or a drop copy, on a machine of its own: it keeps its session's numbers and messages, connects again, and writes down what it is told.</summary>
sealed class StrategyNode : FixApplication, IDisposable
{
    readonly FixTransport _transport;
    readonly SimulatedTime _time;
    readonly SimulatedHost _host;
    readonly FixInitiator _initiator;
    readonly bool _hasSchedule;

    internal StrategyNode(string compId, SimulatedNetwork network, SessionScheduleConfiguration? schedule = null)
    {
        Name = compId;
        _hasSchedule = schedule is not null;
        _time = network.Time;
        _host = network.AddHost(compId);
        _transport = new FixTransport(_host);
        Record = new ClientRecord(compId);
        Session = new FixSession(
            new FixSessionSettings
            {
                Id = new SessionId("FIX.4.4", compId, "GATEWAY"), Role = SessionRole.Initiator, HeartBtInt = 10, CheckLatency = false,
                Schedule = Schedules.Make(schedule),
            },
            this,
            new MemoryStore(messagesMax: 1 << 14, bytesMax: 1 << 22));
        _initiator = _transport.Connect(Session, new FixInitiatorSettings
        {
            Addresses = [new IPEndPoint(IPAddress.Loopback, SimulatedInstallation.FixPort)], ReconnectInterval = 20, ReconnectIntervalMax = 500,
        });
    }

    internal string Name { get; }

    /// <summary>Whether the gateway's journal has lacked room.</summary>
    internal Func<bool> ListsMayBeRefused { get; init; } = () => false;

    internal FixSession Session { get; }

    internal ClientRecord Record { get; }

    /// <summary>Its clock is right, whatever the gateway's is.</summary>
    internal long Now => _time.TrueUtcNanos;

    internal Action<string> Tell { get; set; } = _ => { };

    /// <summary>The books it has subscribed to, as it has been told of them; they end with the connection.</summary>
    internal Dictionary<string, BookCopy> Books { get; } = [];

    /// <summary>Until then it reads nothing, nanoseconds of the world.</summary>
    internal long PausedUntil { get; set; }

    internal int Turn() => _time.Nanos < PausedUntil ? 0 : _transport.DoWork(Now);

    /// <summary>False when there is no connection.</summary>
    internal bool Cut()
    {
        if (_host.ConnectionCount == 0) return false;
        _host.Cut(0);
        return true;
    }

    /// <summary>False when there is no connection.</summary>
    internal bool Silence()
    {
        if (_host.ConnectionCount == 0) return false;
        _host.Silence(0);
        return true;
    }

    public void Dispose() => _transport.Dispose();

    internal void LogOut() => Session.Logout("", Now);

    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        switch (message.MsgType)
        {
            case MsgType.ExecutionReport: Record.OnReport(in message); break;
            case MsgType.OrderCancelReject: Record.OnCancelReject(in message); break;
            case MsgType.OrderMassCancelReport: Record.Answered(in message, Tag.ClOrdID); break;
            case MsgType.AllocationInstructionAck: break;
            case MsgType.PositionReport or MsgType.RequestForPositionsAck: Record.Answered(in message, 710); break;
            case MsgType.MarketDataSnapshot or MsgType.MarketDataIncremental: OnMarketData(in message); break;
            case MsgType.BusinessMessageReject: Record.Answered(in message, Tag.BusinessRejectRefID); break;
            case MsgType.MarketDataRequestReject: Record.Answered(in message, Tag.MDReqID); break;
            default: throw new SimulationFailure($"{Name}: did not expect {ClientRecord.Text(in message)}");
        }

        return FixVerdict.Accepted;
    }

    void OnMarketData(in FixMessage message)
    {
        Record.Answered(in message, Tag.MDReqID);
        var symbol = System.Text.Encoding.ASCII.GetString(message[Tag.Symbol]);
        if (Books.TryGetValue(symbol, out var book)) book.Apply(ClientRecord.Text(in message));
    }

    public override void OnAdmin(FixSession session, in FixMessage message, long now)
    {
        if (message.MsgType == MsgType.Reject) throw new SimulationFailure($"{Name}: refused by the session: {ClientRecord.Text(in message)}");
    }

    /// <summary>Asks once more for what it may have had long ago; false when nobody would hear it.</summary>
    internal bool AskAgain(SeededRandom random)
    {
        if (!Session.SendsLive || Session.NextTargetMsgSeqNum < 3) return false;
        var first = random.Between(1, Session.NextTargetMsgSeqNum - 1);
        var writer = Session.Begin(MsgType.ResendRequest, Now);
        writer.WriteInt(Tag.BeginSeqNo, first);
        writer.WriteInt(Tag.EndSeqNo, random.Below(2) == 0 ? 0 : random.Between(first, Session.NextTargetMsgSeqNum - 1));
        Session.Send(ref writer);
        return true;
    }

    /// <summary>Times that its numbers began again with 1.</summary>
    internal int Openings { get; private set; }

    public override void OnReset(FixSession session, long now)
    {
        if (!_hasSchedule) throw new SimulationFailure($"{Name}: its sequence numbers were reset");
        Openings++;
        Tell($"{Name} begins again with number 1");
        Record.Restart();
        Books.Clear();
    }

    public override void OnLogout(FixSession session, DisconnectReason reason, long now)
    {
        Tell($"{Name} logged out: {reason}");
        Record.ForgetMarketData();
        if (ListsMayBeRefused()) Record.ForgetLists();
        Books.Clear();
        if (reason == DisconnectReason.MsgSeqNumTooLow) throw new SimulationFailure($"{Name}: the gateway's sequence numbers went back");
    }

    public override void OnLogon(FixSession session, long now) => Tell($"{Name} logged on, next in {session.NextTargetMsgSeqNum}, next out {session.NextSenderMsgSeqNum}");

    public override void OnEvent(FixSession session, string text, long now) => Tell($"{Name}: {text}");
}
