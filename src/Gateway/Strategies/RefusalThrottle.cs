using Gateway.Journal;

namespace Gateway.Strategies;

/// <summary>
/// What is left of a journal that cannot prepare its next segment is for cancels, fills and the shutdown. Requests that are refused meanwhile are
/// journaled like all others, but may take only a small part of that room; those that come faster wait unread, and TCP pushes back.
/// </summary>
/// <param name="room">Bytes left; any thread may ask.</param>
/// <param name="sessions">Sessions that share them.</param>
sealed class RefusalThrottle(Func<long> room, Func<int> sessions)
{
    volatile bool _isOn;
    volatile int _shortages;

    /// <summary>Set by whoever watches the journal, on one thread at a time; read on any.</summary>
    internal bool IsOn
    {
        get => _isOn;
        set
        {
            if (value && !_isOn) _shortages++;
            _isOn = value;
        }
    }

    /// <summary>Whether a session's request may be journaled now.</summary>
    /// <param name="allowance">The session's.</param>
    /// <param name="frames">What the request takes in a log.</param>
    /// <param name="now">Time in nanoseconds.</param>
    internal bool Admits(ref RefusalAllowance allowance, int frames, long now)
    {
        if (!_isOn) return true;
        if (allowance.Shortage != _shortages) allowance = new() { Shortage = _shortages }; // There has been room in between.
        return allowance.TryTake(frames * (long)JournalOptions.FrameBytesMax, room() / Math.Max(1, sessions()), now);
    }
}

/// <summary>
/// What one session's refused requests may take of its share of the room: a quarter at once, and from then on at a rate that would use up all of it
/// in 150 seconds. As the rate shrinks with the room, they never do; and each counts as a frame of the greatest length, four times what it takes as a rule.
/// </summary>
struct RefusalAllowance
{
    const int BurstParts = 4;
    const long ShareNanos = 150_000_000_000;

    long _bytes;
    long _taken;

    /// <summary>For which of the journal's shortages it is.</summary>
    internal required int Shortage { get; init; }

    /// <summary>A request has found too little; for who tells of it.</summary>
    internal bool HasWaited { get; set; }

    /// <summary>Takes bytes if they are there; false changes nothing.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="share">The session's share of the room now.</param>
    /// <param name="now">Time in nanoseconds.</param>
    internal bool TryTake(long bytes, long share, long now)
    {
        if (now < _taken) _taken = now; // A clock that was set back.
        var earned = _taken == 0 ? share : (Int128)share * (now - _taken) / ShareNanos;
        var most = Math.Max(share / BurstParts, bytes); // However small the share is, there is a turn for every request.
        var there = (long)Int128.Min(_bytes + earned, most);
        if (there < bytes) return false;
        (_bytes, _taken) = (there - bytes, now);
        return true;
    }
}
