using Gateway.Journal.Reading;

namespace Gateway.Journal;

/// <summary>A log cannot be opened for append, because frames are damaged and readable ones follow, or because it has lost its end.</summary>
public sealed class JournalDamagedException : IOException
{
    /// <summary>Tells the place.</summary>
    public JournalDamagedException(LogEnd end)
        : base(end.ToString())
        => End = end;

    /// <summary>Tells where the log ends and how far a snapshot knows it.</summary>
    public JournalDamagedException(LogEnd end, long known)
        : base($"The {end.Log} log ends after sequence {end.LastSequence}, but a snapshot knows it up to {known}: it has lost its end. "
               + "Bring it back from a copy, or take away the snapshots that know more to go on without it.")
        => End = end;

    /// <summary>The place.</summary>
    public LogEnd End { get; }
}
