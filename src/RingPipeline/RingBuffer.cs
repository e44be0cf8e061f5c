using System.Runtime.CompilerServices;

namespace Gateway.RingPipeline;

/// <summary>
/// A ring of preallocated slots between producers and consumers (the Disruptor pattern). A producer claims sequences,
/// writes the slots in place and publishes; a consumer reads up to what its barrier says is available.
/// </summary>
/// <typeparam name="T">The slot, best 64 to 512 bytes. Each slot starts on a cache line.</typeparam>
/// <remarks>
/// Nobody blocks: a full ring refuses the claim. The slots are pinned, aligned to 64 bytes and touched once at
/// construction, so the first lap meets no page fault. Memory: capacity x slot size rounded up to 64.
/// A slot keeps its old content until it is overwritten: write every field.
/// </remarks>
public sealed unsafe class RingBuffer<T> where T : unmanaged
{
    const int CacheLine = 64;

    readonly byte[] _memory;
    readonly byte* _slots;
    readonly long _mask;
    readonly SingleProducerSequencer? _single;
    readonly MultiProducerSequencer _multi = null!;

    /// <summary>Allocates the ring.</summary>
    /// <param name="capacity">Slots, a power of two.</param>
    /// <param name="producers">Whether one thread or several may claim.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not a power of two, or the slots exceed 2 GiB.</exception>
    public RingBuffer(int capacity, ProducerType producers)
    {
        if (producers == ProducerType.Single) Sequencer = _single = new SingleProducerSequencer(capacity);
        else Sequencer = _multi = new MultiProducerSequencer(capacity);
        var bytes = (long)capacity * Stride + CacheLine;
        if (bytes > Array.MaxLength) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The slots of a ring exceed 2 GiB.");
        _memory = GC.AllocateUninitializedArray<byte>((int)bytes, pinned: true);
        _memory.AsSpan().Clear();
        _slots = (byte*)(((nint)Unsafe.AsPointer(ref _memory[0]) + CacheLine - 1) & -CacheLine);
        _mask = capacity - 1;
    }

    /// <summary>Bytes from one slot to the next: a constant of the instantiated type.</summary>
    static int Stride => (sizeof(T) + CacheLine - 1) & -CacheLine;

    /// <summary>Claims, publishes and gates: shared with barriers.</summary>
    public Sequencer Sequencer { get; }

    /// <summary>Slots in the ring, a power of two.</summary>
    public int Capacity => Sequencer.Capacity;

    /// <summary>The highest sequence published (single producer) or claimed (multi producer).</summary>
    public Sequence Cursor => Sequencer.Cursor;

    /// <inheritdoc cref="Sequencer.Occupancy"/>
    public long Occupancy => Sequencer.Occupancy;

    /// <summary>The slot of a sequence that the caller has claimed, or that its barrier gave as available.</summary>
    /// <param name="sequence">Not checked: the slot is found by its low bits.</param>
    public ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AsRef<T>(_slots + (nint)(sequence & _mask) * Stride);
    }

    /// <inheritdoc cref="Sequencer.TryClaim"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryClaim(int n, out long first) =>
        _single is not null ? _single.TryClaim(n, out first) : _multi.TryClaim(n, out first);

    /// <summary>Claims one sequence, or none when the ring is full. Never waits.</summary>
    /// <param name="sequence">The claimed sequence; it must be published.</param>
    /// <returns>False when the ring is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryClaim(out long sequence) => TryClaim(1, out sequence);

    /// <inheritdoc cref="Sequencer.Publish"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long first, int n = 1)
    {
        if (_single is not null) _single.Publish(first, n);
        else _multi.Publish(first, n);
    }

    /// <summary>Claims one slot, copies <paramref name="message"/> into it and publishes.</summary>
    /// <param name="message">The content of the slot.</param>
    /// <returns>False when the ring is full.</returns>
    public bool TryPublish(in T message)
    {
        if (!TryClaim(1, out var sequence)) return false;
        this[sequence] = message;
        Publish(sequence, 1);
        return true;
    }

    /// <summary>A barrier for one consumer, starting after everything claimed so far.</summary>
    /// <param name="upstream">Consumers that must be done with a message first; none: the producers alone.</param>
    /// <returns>The barrier, to be used by one thread.</returns>
    public SequenceBarrier NewBarrier(params ReadOnlySpan<Sequence> upstream) => new(Sequencer, upstream);

    /// <summary>A consumer of its own progress which holds the producers back, starting after everything claimed so far.</summary>
    /// <param name="upstream">Consumers that must be done with a message first; none: the producers alone.</param>
    /// <returns>The consumer, to be used by one thread.</returns>
    public EventPoller<T> NewPoller(params ReadOnlySpan<Sequence> upstream) => new(this, upstream);
}
