using System.Net;
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

    internal StrategyNode(string compId, SimulatedNetwork network)
    {
        Name = compId;
        _time = network.Time;
        _host = network.AddHost(compId);
        _transport = new FixTransport(_host);
        Record = new ClientRecord(compId);
        Session = new FixSession(
            new FixSessionSettings
            {
                Id = new SessionId("FIX.4.4", compId, "GATEWAY"), Role = SessionRole.Initiator, HeartBtInt = 10, CheckLatency = false,
            },
            this,
            new MemoryStore(messagesMax: 1 << 14, bytesMax: 1 << 22));
        _initiator = _transport.Connect(Session, new FixInitiatorSettings
        {
            Addresses = [new IPEndPoint(IPAddress.Loopback, SimulatedInstallation.FixPort)], ReconnectInterval = 20, ReconnectIntervalMax = 500,
        });
    }

    internal string Name { get; }

    internal FixSession Session { get; }

    internal ClientRecord Record { get; }

    /// <summary>Its clock is right, whatever the gateway's is.</summary>
    internal long Now => _time.TrueUtcNanos;

    internal Action<string> Tell { get; set; } = _ => { };

    internal int Turn()
    {
        var now = Now;
        return _transport.DoWork(now);
    }

    internal void Cut()
    {
        if (_host.ConnectionCount > 0) _host.Cut(0);
    }

    public void Dispose() => _transport.Dispose();

    internal void LogOut() => Session.Logout("", Now);

    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        switch (message.MsgType)
        {
            case MsgType.ExecutionReport: Record.OnReport(in message); break;
            case MsgType.OrderCancelReject: Record.OnCancelReject(in message); break;
            case MsgType.OrderMassCancelReport: Record.Unanswered.Remove(System.Text.Encoding.ASCII.GetString(message[Tag.ClOrdID])); break;
            case MsgType.AllocationInstructionAck: break;
            default: throw new SimulationFailure($"{Name}: did not expect {ClientRecord.Text(in message)}");
        }

        return FixVerdict.Accepted;
    }

    public override void OnAdmin(FixSession session, in FixMessage message, long now)
    {
        if (message.MsgType == MsgType.Reject) throw new SimulationFailure($"{Name}: refused by the session: {ClientRecord.Text(in message)}");
    }

    public override void OnReset(FixSession session, long now) => throw new SimulationFailure($"{Name}: its sequence numbers were reset");

    public override void OnLogout(FixSession session, DisconnectReason reason, long now)
    {
        Tell($"{Name} logged out: {reason}");
        if (reason == DisconnectReason.MsgSeqNumTooLow) throw new SimulationFailure($"{Name}: the gateway's sequence numbers went back");
    }

    public override void OnLogon(FixSession session, long now) => Tell($"{Name} logged on, next in {session.NextTargetMsgSeqNum}, next out {session.NextSenderMsgSeqNum}");

    public override void OnEvent(FixSession session, string text, long now) => Tell($"{Name}: {text}");
}
