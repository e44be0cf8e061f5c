namespace Gateway.RingPipeline;

/// <summary>
/// Tells one consumer how far it may read: up to the first unpublished slot, and never past an upstream consumer.
/// It never waits. Used by one thread, because it remembers how far it has looked.
/// </summary>
public sealed class SequenceBarrier
{
    readonly Sequencer _sequencer;
    readonly Sequence[] _upstream;
    long _available;

    internal SequenceBarrier(Sequencer sequencer, ReadOnlySpan<Sequence> upstream)
    {
        _sequencer = sequencer;
        _upstream = upstream.ToArray();
        _available = sequencer.Cursor.Value;
    }

    /// <summary>The highest sequence that may be read now. It never falls.</summary>
    /// <returns>The last value again when nothing new has come.</returns>
    public long Available()
    {
        if (_upstream.Length != 0)
        {
            // What an upstream consumer is done with was published; no need to look at the slots again.
            return _available = Math.Max(_available, Sequence.Minimum(_upstream, long.MaxValue));
        }
        var cursor = _sequencer.Cursor.Value;
        if (cursor > _available) _available = _sequencer.HighestPublished(_available + 1, cursor);
        return _available;
    }

    /// <summary>Starts again from <paramref name="sequence"/>: the consumer's own start.</summary>
    internal void StartAfter(long sequence) => _available = sequence;
}
