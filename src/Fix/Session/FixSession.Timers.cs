using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    // Time of our TestRequest that nothing has answered yet, or 0.
    long _testRequestSent;

    /// <summary>Lets time pass: heartbeats, test requests, time-outs. To be called at least some times a second.</summary>
    public void Tick(long now)
    {
        switch (State)
        {
            case SessionState.Disconnected:
                // What is numbered before the peer comes back belongs to the opening in which it is numbered.
                IsOpen(now);
                break;
            case SessionState.AwaitingLogon or SessionState.LogonSent:
                if (now - _stateSince >= _settings.LogonTimeout * NanosPerMilli)
                    Close(DisconnectReason.LogonTimeout, now);
                break;
            case SessionState.LogoutSent:
                if (now - _stateSince >= _settings.LogoutTimeout * NanosPerMilli)
                    Close(DisconnectReason.LogoutTimeout, now);
                break;
            case SessionState.LoggedOn:
                TickLoggedOn(now);
                break;
        }
    }

    /// <summary>
    /// The clock was set, or nothing ran for a while: what time had passed for the session's timers has passed all the same, and no more. Only that
    /// nothing was sent meanwhile stays as it is, the peer has waited.
    /// </summary>
    /// <param name="nanos">What the times are moved by; below zero when the clock was set back.</param>
    /// <param name="now">Time; what was noted since the clock was set is not moved beyond it.</param>
    internal void MoveTimers(long nanos, long now)
    {
        _stateSince = Moved(_stateSince);
        _lastReceived = Moved(_lastReceived);
        _gapSince = Moved(_gapSince);
        if (nanos < 0)
            _lastSent = Moved(_lastSent);
        if (_testRequestSent != 0)
            _testRequestSent = Moved(_testRequestSent);

        long Moved(long time) => Math.Min(time + nanos, now);
    }

    void TickLoggedOn(long now)
    {
        CheckGap(now);
        CheckSchedule(now);
        if (_heartBtNanos == 0 || State != SessionState.LoggedOn)
            return;
        if (_waitsUnread || _aheadBusy)
            _lastReceived = now;
        long silent = now - _lastReceived;
        // Transmission gets a fifth of the interval; then one TestRequest, and as long again for its answer.
        if (silent >= _heartBtNanos * 12 / 5)
            GiveUp(now);
        else if (silent >= _heartBtNanos * 6 / 5 && _testRequestSent == 0)
            SendTestRequest(now);
        else if (now - _lastSent >= _heartBtNanos && _testRequestSent == 0)
            SendHeartbeat(default, now);
    }

    void GiveUp(long now)
    {
        if (_settings.SendLogoutBeforeDisconnectFromTimeout)
            EndWithLogout("Timed out waiting for heartbeat", DisconnectReason.HeartbeatTimeout, awaitAnswer: false, now);
        else
            Close(DisconnectReason.HeartbeatTimeout, now);
    }

    void SendTestRequest(long now)
    {
        _testRequestSent = now;
        HeaderFields header = NextHeader(MsgType.TestRequest, now);
        FixWriter writer = BeginAdmin(header);
        writer.WriteText(Codec.Tag.TestReqID, "TEST"u8);
        SendAdmin(ref writer, now);
    }

    void SendHeartbeat(ReadOnlySpan<byte> testReqID, long now)
    {
        HeaderFields header = NextHeader(MsgType.Heartbeat, now);
        FixWriter writer = BeginAdmin(header);
        writer.WriteText(Codec.Tag.TestReqID, testReqID);
        SendAdmin(ref writer, now);
    }

    void AnswerTestRequest(in FixMessage message, long number, long now)
    {
        if (message.Has(Codec.Tag.TestReqID))
            SendHeartbeat(message[Codec.Tag.TestReqID], now);
        else
            SendReject(message, number, SessionRejectReason.RequiredTagMissing, Codec.Tag.TestReqID, null, now);
    }
}
