namespace Gateway.RingPipeline;

/// <summary>
/// Hands out the sequences of a ring and knows which are published. Slots are reused only after every gating
/// sequence has passed them.
/// </summary>
public abstract class Sequencer
{
    Sequence[] _gating = [];
    Sleeper[] _sleepers = [];

    private protected Sequencer(int capacity)
    {
        if (capacity < 1 || !System.Numerics.BitOperations.IsPow2(capacity))
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The capacity of a ring is a power of two.");
        Capacity = capacity;
    }

    /// <summary>Slots in the ring, a power of two.</summary>
    public int Capacity { get; }

    /// <summary>The highest sequence published (single producer) or claimed (multi producer).</summary>
    public Sequence Cursor { get; } = new();

    /// <summary>Slots claimed and not yet passed by every gating sequence: a momentary value for metrics.</summary>
    public long Occupancy
    {
        get
        {
            // The gate is read first: it only rises, so a stale gate can overstate but never give a negative occupancy.
            var gate = SlowestConsumer();
            return Math.Min(Cursor.Value - gate, Capacity);
        }
    }

    /// <summary>Slots free at this moment, for metrics: only a claim decides.</summary>
    public long RemainingCapacity => Capacity - Occupancy;

    /// <summary>Claims <paramref name="n"/> consecutive sequences, or none when the ring is too full. Never waits.</summary>
    /// <param name="n">How many, 1 to <see cref="Capacity"/>.</param>
    /// <param name="first">The first of them; what was claimed must be published.</param>
    /// <returns>False when fewer than <paramref name="n"/> slots are free.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is below 1 or above the capacity.</exception>
    public abstract bool TryClaim(int n, out long first);

    /// <summary>Makes claimed sequences visible to consumers, and wakes those that announced sleep.</summary>
    /// <param name="first">What the claim gave.</param>
    /// <param name="n">What was claimed.</param>
    public abstract void Publish(long first, int n);

    /// <summary>The last sequence of the unbroken run of published sequences that starts at <paramref name="from"/>.</summary>
    /// <param name="from">The first sequence of interest.</param>
    /// <param name="to">The last one; not above the cursor.</param>
    /// <returns><paramref name="from"/> - 1 when <paramref name="from"/> itself is not published yet.</returns>
    public abstract long HighestPublished(long from, long to);

    /// <summary>Adds consumers whose progress holds the producers back. They start after everything claimed so far.</summary>
    /// <param name="sequences">The progress of each consumer.</param>
    public void AddGatingSequences(params ReadOnlySpan<Sequence> sequences)
    {
        lock (Cursor)
        {
            foreach (var sequence in sequences) sequence.Value = Cursor.Value;
            Volatile.Write(ref _gating, [.. _gating, .. sequences]);
            // A producer may have moved between the two lines above; the newcomer must not gate what it never saw.
            foreach (var sequence in sequences) sequence.Value = Cursor.Value;
        }
    }

    /// <summary>Takes a consumer out, so that producers no longer wait for it.</summary>
    /// <param name="sequence">A sequence given to <see cref="AddGatingSequences"/>.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveGatingSequence(Sequence sequence)
    {
        lock (Cursor)
        {
            var rest = Array.FindAll(_gating, s => s != sequence);
            var found = rest.Length < _gating.Length;
            Volatile.Write(ref _gating, rest);
            return found;
        }
    }

    /// <summary>Adds a consumer thread that may sleep: every publish looks whether it has announced that it sleeps.</summary>
    /// <param name="sleeper">Shared by all rings which that thread consumes.</param>
    public void AddSleeper(Sleeper sleeper)
    {
        lock (Cursor) Volatile.Write(ref _sleepers, [.. _sleepers, sleeper]);
    }

    /// <summary>The slowest gating sequence. Nobody gating means nothing was ever consumed: such a ring fills and stays full.</summary>
    private protected long SlowestConsumer()
    {
        var gating = Volatile.Read(ref _gating);
        return gating.Length == 0 ? Sequence.Initial : Sequence.Minimum(gating, long.MaxValue);
    }

    /// <summary>Wakes whoever announced sleep. Free of fences when no sleeper was ever added.</summary>
    private protected void WakeSleepers()
    {
        if (Volatile.Read(ref _sleepers).Length != 0) FenceAndWake();
    }

    void FenceAndWake()
    {
        // Store (published) | fence | load (announced) pairs with the store | fence | load of Sleeper.Announce:
        // at least one of the two threads sees the other, so no message is slept through.
        Interlocked.MemoryBarrier();
        foreach (var sleeper in _sleepers) sleeper.WakeIfAnnounced();
    }

    private protected void ThrowIfNotClaimable(int n)
    {
        if ((uint)(n - 1) >= (uint)Capacity) ThrowNotClaimable(n);
    }

    void ThrowNotClaimable(int n) =>
        throw new ArgumentOutOfRangeException(nameof(n), n, $"A claim takes 1 to {Capacity} slots of this ring.");
}
