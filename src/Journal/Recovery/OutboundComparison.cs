using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Recovery;

/// <summary>How a regenerated message compares with the outbound log.</summary>
public enum ComparisonOutcome
{
    /// <summary>The log holds the same.</summary>
    Same,

    /// <summary>The log ends before it: append it when recovering.</summary>
    Missing,

    /// <summary>The log holds something else: <see cref="OutboundComparison.Logged"/>.</summary>
    Different,

    /// <summary>The log holds a frame that cannot be decoded, or damage: <see cref="OutboundComparison.Fault"/>.</summary>
    Unreadable,
}

/// <summary>
/// Compares what a replay of the inbound log says with what the outbound log holds, message by message. The log may be shorter than what is
/// regenerated (a process ended between the two appends) and never longer (<see cref="IsLonger"/>).
/// </summary>
public sealed class OutboundComparison : IDisposable
{
    readonly LogReader _reader;
    readonly byte[] _regenerated = new byte[Payload.LengthMax];
    readonly byte[] _logged = new byte[Payload.LengthMax];
    bool _ended;
    Outbound _found;

    OutboundComparison(LogReader reader, long fromSequence)
    {
        _reader = reader;
        if (reader.SegmentIndex < 0) Absence = reader.FindEnd() is { Kind: LogEndKind.Damaged } end ? end.ToString() : "the Outbound log has no file there";
        else if (reader.LastSequence >= fromSequence) Absence = $"the Outbound log begins with sequence {reader.LastSequence + 1}, what is to be compared with {fromSequence}";
    }

    /// <summary>Why there is nothing to compare with, no file or not the beginning; else empty.</summary>
    public string Absence { get; } = "";

    /// <summary>Messages that were the same.</summary>
    public long SameCount { get; private set; }

    /// <summary>Messages that the log does not have.</summary>
    public long MissingCount { get; private set; }

    /// <summary>What the log holds instead, after <see cref="ComparisonOutcome.Different"/>.</summary>
    public ref readonly Outbound Logged => ref _found;

    /// <summary>What could not be read, after <see cref="ComparisonOutcome.Unreadable"/>; else empty.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Begins before a sequence: 1, or the first one behind a snapshot.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public static OutboundComparison Open(string directory, long fromSequence = 1, IJournalFiles? files = null)
        => new(LogReader.Open(directory, LogName.Outbound, fromSequence, files), fromSequence);

    /// <summary>Compares the next regenerated message; they come in the order of their sequence.</summary>
    public ComparisonOutcome Next(ref readonly Outbound regenerated)
    {
        if (_ended || !_reader.TryRead(out var frame)) return AtEnd();
        if (IsSame(frame, in regenerated))
        {
            SameCount++;
            return ComparisonOutcome.Same;
        }

        var result = frame.Decode(out _found);
        if (result.IsOk) return ComparisonOutcome.Different;
        Fault = $"The outbound message {frame.Sequence} cannot be decoded: {result}.";
        return ComparisonOutcome.Unreadable;
    }

    /// <summary>Whether messages were missing and still are: a gateway that writes while its journal is read has them there soon.</summary>
    /// <param name="lastSequence">Where the log ends.</param>
    public bool IsShort(out long lastSequence)
    {
        lastSequence = _reader.LastSequence;
        return MissingCount > 0 && !_reader.TryRead(out _);
    }

    /// <summary>After the last regenerated message: true when the log goes on, which no crash explains, only a gateway that still writes.</summary>
    /// <param name="cause">The inbound sequence that the next message in the log is from; 0 when it cannot be decoded.</param>
    public bool IsLonger(out long cause)
    {
        cause = 0;
        if (_ended || !_reader.TryRead(out var frame)) return false;
        if (frame.Decode(out _found).IsOk) cause = _found.Cause;
        return true;
    }

    ComparisonOutcome AtEnd()
    {
        if (!_ended && _reader.FindEnd() is { Kind: LogEndKind.Damaged } end)
        {
            Fault = end.ToString();
            return ComparisonOutcome.Unreadable;
        }

        // From here on the log may grow by what is missing; that is not to be compared with itself.
        _ended = true;
        MissingCount++;
        return ComparisonOutcome.Missing;
    }

    bool IsSame(Frame frame, ref readonly Outbound regenerated)
    {
        if (frame.Sequence != regenerated.Sequence || frame.Time != regenerated.Time || frame.Kind != (byte)regenerated.Kind) return false;
        var expected = _regenerated.AsSpan(0, MessageCodec.Write(in regenerated, _regenerated));
        if (frame.Payload.SequenceEqual(expected)) return true;
        // An older version wrote fewer fields: compare what they mean.
        return frame.Decode(out Outbound message).IsOk && _logged.AsSpan(0, MessageCodec.Write(in message, _logged)).SequenceEqual(expected);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
