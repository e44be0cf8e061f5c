using Gateway.Journal.Reading;

namespace Gateway.Journal;

/// <summary>A log cannot be opened for append, because frames are damaged and readable ones follow.</summary>
public sealed class JournalDamagedException : IOException
{
    /// <summary>Tells the place.</summary>
    public JournalDamagedException(LogEnd end)
        : base(end.ToString())
        => End = end;

    /// <summary>The place.</summary>
    public LogEnd End { get; }
}
