using System.Runtime.ExceptionServices;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Pipeline;

/// <summary>The messages of an inbound log in their order, a few at a time, so that what they need can be asked for together.</summary>
/// <param name="reader">Placed before the first message wanted.</param>
/// <param name="until">The last sequence to give.</param>
sealed class InboundGroups(LogReader reader, long until)
{
    // As the pipeline: enough messages for their cache misses to overlap, few enough to stay in the nearest cache.
    const int GroupMax = 8;

    readonly Inbound[] _group = new Inbound[GroupMax];
    ExceptionDispatchInfo? _fault;

    /// <summary>The next messages, valid until the next call; none at the end.</summary>
    /// <exception cref="IOException">The log cannot be read; all messages before that place have been given.</exception>
    /// <exception cref="UserErrorException">A frame holds no message that this version knows; all before it have been given.</exception>
    internal ReadOnlySpan<Inbound> Next()
    {
        _fault?.Throw();
        var count = 0;
        try
        {
            while (count < GroupMax && reader.LastSequence < until && reader.TryRead(out var frame))
            {
                Decode(frame, out _group[count]);
                count++;
            }
        }
        catch (Exception e) when (count > 0 && e is (IOException or UserErrorException))
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }

        return _group.AsSpan(0, count);
    }

    void Decode(Frame frame, out Inbound message)
    {
        var result = frame.Decode(out message);
        if (!result.IsOk) throw NotDecoded(frame.Sequence, result);
    }

    UserErrorException NotDecoded(long sequence, DecodeResult result)
        => new($"{Path.Combine(reader.Directory, reader.Segment)}: inbound sequence {sequence} holds no known message: {result}.", ExitCode.Findings);
}
