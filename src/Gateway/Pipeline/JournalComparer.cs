using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Pipeline;

/// <summary>Compares every outbound message that a replay says with the one in the outbound log, byte by byte.</summary>
sealed class JournalComparer(string directory) : ReplayObserver, IDisposable
{
    readonly LogReader _reader = LogReader.Open(directory, LogName.Outbound);
    readonly byte[] _payload = new byte[Payload.LengthMax];

    /// <summary>Messages that were equal.</summary>
    internal long Equal { get; private set; }

    /// <summary>Messages that the replay says beyond the end of the log; a crash between the two logs leaves some.</summary>
    internal long Missing { get; private set; }

    /// <summary>The first difference in words, or null.</summary>
    internal string? Divergence { get; private set; }

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound)
    {
        if (Divergence is not null) return;
        if (Missing > 0 || !_reader.TryRead(out var frame))
        {
            Missing++;
            return;
        }

        var length = OutboundCodec.Write(in outbound, _payload);
        var same = frame.Sequence == outbound.Sequence && frame.Kind == (byte)outbound.Kind && frame.Time == outbound.Time
                   && frame.Payload.SequenceEqual(_payload.AsSpan(0, length));
        if (same) Equal++;
        else Divergence = Describe(in outbound, frame);
    }

    /// <summary>After the replay: whether the log says more than the replay did.</summary>
    internal void Complete()
    {
        if (Divergence is null && _reader.TryRead(out var frame))
            Divergence = $"The outbound log goes on with sequence {frame.Sequence}, which the replay does not say.";
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    static string Describe(in Outbound said, Frame logged)
    {
        logged.Decode(out Outbound message);
        var was = MessageText.Of(in message);
        var now = MessageText.Of(in said);
        return $"First divergence at outbound sequence {said.Sequence} (caused by inbound {said.Cause}):\n  logged   {was}\n  replayed {now}";
    }
}
