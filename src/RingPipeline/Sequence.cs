using System.Runtime.InteropServices;

namespace Gateway.RingPipeline;

/// <summary>
/// A position in a ring, written by one thread and read by others: the cursor of a producer or the progress of a consumer.
/// Reads acquire and writes release, so whoever sees a sequence also sees the slots written before it.
/// </summary>
/// <remarks>
/// Padded to two cache lines on either side: processors prefetch lines in pairs, so one line of padding still lets
/// two sequences that are allocated together slow each other down.
/// </remarks>
public sealed class Sequence
{
    /// <summary>The value before the first message; the first message of a ring has sequence 0.</summary>
    public const long Initial = -1;

    Padded _padded;

    /// <summary>Creates a sequence that stands at <paramref name="initial"/>.</summary>
    /// <param name="initial">The last sequence taken as done.</param>
    public Sequence(long initial = Initial) => _padded.Value = initial;

    /// <summary>The position. Reading acquires, writing releases; neither is a full fence.</summary>
    public long Value
    {
        get => Volatile.Read(ref _padded.Value);
        set => Volatile.Write(ref _padded.Value, value);
    }

    /// <summary>Moves from <paramref name="expected"/> to <paramref name="next"/> unless another thread moved first. A full fence.</summary>
    /// <param name="expected">The value last read.</param>
    /// <param name="next">The value to store.</param>
    /// <returns>Whether this thread moved the sequence.</returns>
    public bool CompareAndSet(long expected, long next) =>
        Interlocked.CompareExchange(ref _padded.Value, next, expected) == expected;

    /// <summary>The position as text, for logs and debuggers.</summary>
    /// <returns>The value in decimal digits.</returns>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The smaller of <paramref name="floor"/> and the smallest of <paramref name="sequences"/>.</summary>
    internal static long Minimum(Sequence[] sequences, long floor)
    {
        var minimum = floor;
        foreach (var sequence in sequences)
            minimum = Math.Min(minimum, sequence.Value);
        return minimum;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Padded
    {
        [FieldOffset(128)] public long Value;
    }
}
