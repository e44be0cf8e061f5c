using System.Runtime.CompilerServices;

namespace Gateway.RingPipeline;

/// <summary>Handles the messages of a ring; a struct, so that the call is inlined into the poll loop.</summary>
/// <typeparam name="T">The slot.</typeparam>
public interface IEventHandler<T> where T : unmanaged
{
    /// <summary>Handles one message in its slot.</summary>
    /// <param name="message">The slot; valid until this call returns.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether it is the last one of this poll: the moment to flush.</param>
    void OnEvent(ref T message, long sequence, bool endOfBatch);
}

/// <summary>
/// A consumer: its progress, the barrier it reads behind, and the ring. Either <see cref="Poll"/> with a handler, or loop from
/// <see cref="Next"/> to <see cref="Available"/> over <see cref="this[long]"/> and then <see cref="Release"/>. Consumers of a
/// pipeline are set up before its producers start.
/// </summary>
/// <typeparam name="T">The slot.</typeparam>
public sealed class EventPoller<T> where T : unmanaged
{
    readonly RingBuffer<T> _ring;
    readonly SequenceBarrier _barrier;

    internal EventPoller(RingBuffer<T> ring, ReadOnlySpan<Sequence> upstream)
    {
        _ring = ring;
        _barrier = ring.NewBarrier(upstream);
        ring.Sequencer.AddGatingSequences(Sequence);
        // Upstream consumers may stand before the cursor: what they have yet to hand down is ours too.
        if (upstream.Length != 0) Sequence.Value = Sequence.Minimum(upstream.ToArray(), Sequence.Value);
        _barrier.StartAfter(Sequence.Value);
    }

    /// <summary>The last sequence this consumer is done with. Downstream barriers and the producers read it.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>The next sequence to read.</summary>
    public long Next => Sequence.Value + 1;

    /// <summary>The slot of an available sequence.</summary>
    /// <param name="sequence">From <see cref="Next"/> to <see cref="Available"/>.</param>
    public ref T this[long sequence] => ref _ring[sequence];

    /// <inheritdoc cref="SequenceBarrier.Available"/>
    public long Available() => _barrier.Available();

    /// <summary>Gives the slots up to <paramref name="sequence"/> on to downstream consumers or back to the producers.</summary>
    /// <param name="sequence">The last sequence handled.</param>
    public void Release(long sequence) => Sequence.Value = sequence;

    /// <summary>Handles what is available, then releases it. Never waits.</summary>
    /// <typeparam name="THandler">A struct, so that the loop is compiled for it.</typeparam>
    /// <param name="handler">Called in the order of sequences. If it throws, nothing of this batch is released.</param>
    /// <param name="limit">The most messages to handle in this turn, at least 1.</param>
    /// <returns>Messages handled.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Poll<THandler>(ref THandler handler, int limit = int.MaxValue) where THandler : struct, IEventHandler<T>
    {
        var first = Next;
        var last = Math.Min(_barrier.Available(), first + limit - 1);
        if (last < first) return 0;
        for (var sequence = first; sequence <= last; sequence++)
            handler.OnEvent(ref _ring[sequence], sequence, sequence == last);
        Sequence.Value = last;
        return (int)(last - first + 1);
    }
}
