using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.RingPipeline;

/// <summary>Sequences for one producing thread: a claim is an addition and a compare, a publish is one releasing store.</summary>
/// <param name="capacity">Slots, a power of two.</param>
public sealed class SingleProducerSequencer(int capacity) : Sequencer(capacity)
{
    ProducerState _producer = new() { Claimed = Sequence.Initial, KnownFree = capacity + Sequence.Initial };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override bool TryClaim(int n, out long first)
    {
        ThrowIfNotClaimable(n);
        var claimed = _producer.Claimed;
        first = claimed + 1;
        if (claimed + n > _producer.KnownFree && !LookForFree(claimed + n)) return false;
        _producer.Claimed = claimed + n;
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>Claims are published in the order in which they were made.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override void Publish(long first, int n)
    {
        Cursor.Value = first + n - 1;
        WakeSleepers();
    }

    /// <inheritdoc/>
    public override long HighestPublished(long from, long to) => to;

    /// <summary>The consumers' lines are read only here, about once a lap of the ring.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    bool LookForFree(long last)
    {
        _producer.KnownFree = SlowestConsumer() + Capacity;
        return last <= _producer.KnownFree;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct ProducerState
    {
        [FieldOffset(128)] public long Claimed;

        /// <summary>The last sequence that was free when the consumers were last looked at.</summary>
        [FieldOffset(136)] public long KnownFree;
    }
}
