using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    const int AdminRoom = 1_024;

    /// <summary>RefTagID of nothing; 0 and negative numbers are tags that a peer can send.</summary>
    const int NoTag = int.MinValue;

    HeaderFields _sending;

    /// <summary>
    /// Starts an application message; the caller writes its body and gives it to <see cref="Send"/> before anything else is sent.
    /// Works while disconnected too: the message is then numbered and recorded, and fetched by the peer's ResendRequest.
    /// </summary>
    /// <param name="msgType">Packed type, see <see cref="MsgType"/>.</param>
    /// <param name="now">Time, becomes SendingTime.</param>
    /// <param name="room">Bytes that the message may need, header and trailer included; 0 for the setting.</param>
    public FixWriter Begin(ulong msgType, long now, int room = 0)
    {
        _sending = NextHeader(msgType, now);
        return _template.Begin(Reserve(room == 0 ? _settings.OutgoingMessageRoom : room, now), _sending);
    }

    /// <summary>Starts a message with PossResend=Y (97).</summary>
    public FixWriter BeginPossResend(ulong msgType, long now, int room = 0)
    {
        _sending = NextHeader(msgType, now);
        _sending.PossResend = true;
        return _template.Begin(Reserve(room == 0 ? _settings.OutgoingMessageRoom : room, now), _sending);
    }

    /// <summary>Finishes, numbers, records and (when the peer is there) queues the message begun last.</summary>
    public SendStatus Send(ref FixWriter writer)
    {
        int size = _template.End(ref writer);
        if (size == 0)
            return SendStatus.TooLarge;
        bool live = SendsLive;
        _store.OnSent(_nextSender++, admin: false, writer.Destination[..size], _sending.SendingTime);
        if (!live)
        {
            NoteHeld();
            return SendStatus.Held;
        }
        CommitOutgoing(size);
        _lastSent = _sending.SendingTime;
        return SendStatus.Sent;
    }

    /// <summary>
    /// Takes the next number for an application message that the application's own store will give back on a resend; no bytes are
    /// written. For use while <see cref="SendsLive"/> is false.
    /// </summary>
    public long Assign(long now)
    {
        long number = _nextSender++;
        _store.OnSent(number, admin: false, default, now);
        NoteHeld();
        return number;
    }

    // What is answered right now counts as processed.
    long LastProcessed => _settings.EnableLastMsgSeqNumProcessed ? Math.Max(_nextTarget - 1, _inHand) : 0;

    HeaderFields NextHeader(ulong msgType, long now) => new()
    {
        MsgType = msgType,
        MsgSeqNum = _nextSender,
        SendingTime = now,
        LastProcessed = LastProcessed,
    };

    FixWriter BeginAdmin(scoped in HeaderFields header) => _template.Begin(Reserve(AdminRoom, header.SendingTime), header);

    void SendAdmin(ref FixWriter writer, long now)
    {
        int size = _template.End(ref writer);
        if (size == 0)
            return;
        _store.OnSent(_nextSender++, admin: true, writer.Destination[..size], now);
        if (State is SessionState.Disconnected or SessionState.Closing)
            return;
        CommitOutgoing(size);
        _lastSent = now;
    }

    /// <summary>Room for one message. A peer that lets the buffer fill up is cut off; its messages stay in the store.</summary>
    Span<byte> Reserve(int room, long now)
    {
        Span<byte> span = _outgoing.Reserve(room);
        if (!span.IsEmpty)
            return span;
        _application.OnEvent(this, $"slow consumer: {_outgoing.Count} bytes wait", now);
        Close(DisconnectReason.SlowConsumer, now);
        _outgoing.Clear();
        return _outgoing.Reserve(room);
    }
}
