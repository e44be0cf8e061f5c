namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    ScheduleWindow _window = new(true, long.MinValue, long.MinValue);
    // Where the last opening began.
    long _openedFrom = long.MinValue;
    // End of the closed stretch that the operator has heard of a Logon in.
    long _closedUntilTold = long.MinValue;

    /// <summary>True when the schedule lets the session be connected at <paramref name="now"/>. Numbers begin at 1 with each opening.</summary>
    public bool IsOpen(long now)
    {
        if (_settings.Schedule is null)
            return true;
        // A clock that is set back leads out of a closed stretch, too.
        if (now >= _window.Until || now < _window.From && !_window.IsOpen)
            EnterWindow(now);
        return _window.IsOpen;
    }

    void EnterWindow(long now)
    {
        bool isFirst = _window.Until == long.MinValue;
        _window = _settings.Schedule!.WindowAt(now);
        if (!_window.IsOpen)
            return;
        // After a start the store knows whether its numbers belong to this opening; later every opening is a new one, but for one that a clock
        // set back leads to again.
        bool belongs = isFirst ? _store.ResetTime >= _window.From : _openedFrom >= _window.From;
        _openedFrom = Math.Max(_openedFrom, _window.From);
        if (belongs)
            return;
        // Whoever is about to log on does so to the new opening.
        if (State is not (SessionState.Disconnected or SessionState.Closing or SessionState.AwaitingLogon))
            EndWithLogout("Session ended by schedule", DisconnectReason.Schedule, awaitAnswer: false, now);
        ResetNumbers(now);
    }

    void CheckSchedule(long now)
    {
        if (!IsOpen(now) && State is SessionState.LoggedOn)
            EndWithLogout("Session ended by schedule", DisconnectReason.Schedule, awaitAnswer: true, now);
    }

    /// <summary>
    /// A Logon with the right names outside the hours is told why, and when to come. Like every refused one it counts, and so does the Logout, on both
    /// sides; a flag in it resets nothing. Always false.
    /// </summary>
    bool RefuseOutsideHours(long number, long now)
    {
        string why = $"Logon outside the session's hours, which begin at {DateTime.UnixEpoch.AddTicks(_window.Until / 100):yyyyMMdd-HH:mm:ss} UTC";
        // A peer that tries again every second is one line a night.
        if (_closedUntilTold != _window.Until)
            _application.OnEvent(this, $"logon refused: {why}", now);
        _closedUntilTold = _window.Until;
        AdvanceIfExpected(number, now);
        SendLogout(why, now);
        Close(DisconnectReason.LogonRefused, now);
        return false;
    }
}
