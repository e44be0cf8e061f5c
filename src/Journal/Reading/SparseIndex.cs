namespace Gateway.Journal.Reading;

/// <summary>Offsets of every 64th frame of one segment, as far as somebody has walked it.</summary>
sealed class SparseIndex(long firstSequence, long firstOffset)
{
    const int Stride = 64;

    readonly List<long> _offsets = [firstOffset];

    /// <summary>The nearest known frame at or before a sequence.</summary>
    internal (long Sequence, long Offset) Floor(long sequence)
    {
        var entry = (int)Math.Min((sequence - firstSequence) / Stride, _offsets.Count - 1);
        return (firstSequence + (long)entry * Stride, _offsets[entry]);
    }

    internal void Note(long sequence, long offset)
    {
        if (sequence == firstSequence + (long)_offsets.Count * Stride) _offsets.Add(offset);
    }
}
