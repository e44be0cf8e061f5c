namespace Gateway.Journal.Reading;

/// <summary>How a log ends.</summary>
public enum LogEndKind
{
    /// <summary>After a whole frame, with nothing behind it.</summary>
    Clean,

    /// <summary>With bytes of a frame that was never finished; nothing readable stands behind them.</summary>
    TornTail,

    /// <summary>Not at all: bytes are wrong, and readable frames stand behind them; or the whole log is missing.</summary>
    Damaged,
}

/// <summary>Where reading stopped and why.</summary>
/// <param name="Log">Which log.</param>
/// <param name="Kind">Clean, torn or damaged.</param>
/// <param name="Segment">File in which reading stopped; empty when the log has none.</param>
/// <param name="Offset">First byte that is not part of a whole frame.</param>
/// <param name="LastSequence">Last good sequence; one below the log's first when there is none.</param>
/// <param name="Reason">What is wrong, in words.</param>
/// <param name="UnreadableBytes">Bytes from <paramref name="Offset"/> to the last one that is not zero, or to where frames resume.</param>
/// <param name="ResumeSegment">File in which readable frames go on, when damaged.</param>
/// <param name="ResumeOffset">Where in it.</param>
/// <param name="ResumeSequence">Sequence of the first readable frame, or the first one that its segment header promises.</param>
public sealed record LogEnd(
    LogName Log, LogEndKind Kind, string Segment, long Offset, long LastSequence, string Reason,
    long UnreadableBytes = 0, string ResumeSegment = "", long ResumeOffset = 0, long ResumeSequence = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        LogEndKind.Clean => $"The {Log} log ends after sequence {LastSequence}.",
        LogEndKind.TornTail => $"The {Log} log ends after sequence {LastSequence} with a torn tail in {Segment} at offset {Offset}: "
                               + $"{Reason} ({UnreadableBytes} bytes).",
        _ when ResumeSegment.Length == 0 => $"The {Log} log is missing: {Reason}.",
        _ => $"The {Log} log is damaged in {Segment} at offset {Offset}: {Reason}. The last good sequence is {LastSequence}; "
             + $"readable frames go on with sequence {ResumeSequence} in {ResumeSegment} at offset {ResumeOffset}.",
    };
}
