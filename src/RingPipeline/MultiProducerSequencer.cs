using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.RingPipeline;

/// <summary>
/// Sequences for any number of producing threads. The cursor counts claims; a word per slot holds the lap in which
/// the slot was last published, so publishes may come in any order and consumers stop at the first gap.
/// </summary>
public sealed class MultiProducerSequencer : Sequencer
{
    readonly int[] _publishedLap;
    readonly int _mask;
    readonly int _lapShift;
    readonly Sequence _knownFree;

    /// <summary>Creates the sequencer of a ring.</summary>
    /// <param name="capacity">Slots, a power of two.</param>
    public MultiProducerSequencer(int capacity) : base(capacity)
    {
        _publishedLap = new int[capacity];
        _publishedLap.AsSpan().Fill(-1);
        _mask = capacity - 1;
        _lapShift = BitOperations.Log2((uint)capacity);
        _knownFree = new Sequence(capacity + Sequence.Initial);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override bool TryClaim(int n, out long first)
    {
        ThrowIfNotClaimable(n);
        long claimed;
        do
        {
            claimed = Cursor.Value;
            first = claimed + 1;
            if (claimed + n > _knownFree.Value && !LookForFree(claimed + n)) return false;
        }
        while (!Cursor.CompareAndSet(claimed, claimed + n));
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override void Publish(long first, int n)
    {
        for (var sequence = first; sequence < first + n; sequence++)
            Volatile.Write(ref Lap(sequence), LapOf(sequence));
        WakeSleepers();
    }

    /// <inheritdoc/>
    public override long HighestPublished(long from, long to)
    {
        for (var sequence = from; sequence <= to; sequence++)
            if (Volatile.Read(ref Lap(sequence)) != LapOf(sequence)) return sequence - 1;
        return to;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool LookForFree(long last)
    {
        // Two producers may store out of order; an older, lower value only makes the next claim look again.
        var free = SlowestConsumer() + Capacity;
        _knownFree.Value = free;
        return last <= free;
    }

    ref int Lap(long sequence) =>
        ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_publishedLap), (nint)(sequence & _mask));

    int LapOf(long sequence) => (int)(sequence >> _lapShift);
}
