using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Latency;

/// <summary>
/// Which values share a count. Buckets double in width; each is cut into the same number of sub-buckets, so that two values
/// of one sub-bucket differ by less than one unit in the last significant digit. The terms and formulas are HdrHistogram's.
/// </summary>
sealed class HistogramLayout
{
    const int DigitsMax = 5;

    readonly int _unitMagnitude;
    readonly int _halfMagnitude;
    readonly int _leadingZerosBase;
    readonly long _subBucketMask;

    /// <summary>Computes the layout of a range.</summary>
    /// <param name="lowest">The smallest value told apart from 0, at least 1.</param>
    /// <param name="highest">The largest value told apart from larger ones, at least twice the lowest.</param>
    /// <param name="digits">Significant decimal digits, 0 to 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range or the precision cannot be laid out.</exception>
    public HistogramLayout(long lowest, long highest, int digits)
    {
        if (Fault(lowest, highest, digits) is { } fault) throw new ArgumentOutOfRangeException(nameof(highest), fault);
        (Lowest, Highest, Digits) = (lowest, highest, digits);
        var subBucketMagnitude = SubBucketMagnitude(digits);
        _halfMagnitude = subBucketMagnitude - 1;
        _unitMagnitude = BitOperations.Log2((ulong)lowest);
        _subBucketMask = ((1L << subBucketMagnitude) - 1) << _unitMagnitude;
        _leadingZerosBase = 64 - _unitMagnitude - subBucketMagnitude;
        Length = (Buckets(highest, 1L << (subBucketMagnitude + _unitMagnitude)) + 1) << _halfMagnitude;
    }

    public long Lowest { get; }

    public long Highest { get; }

    public int Digits { get; }

    /// <summary>How many counts the layout needs: at most 6.2 million, for 5 digits over all positive numbers.</summary>
    public int Length { get; }

    /// <summary>What is wrong with a range, or null.</summary>
    public static string? Fault(long lowest, long highest, int digits)
    {
        if (digits is < 0 or > DigitsMax) return $"A histogram keeps 0 to {DigitsMax} significant digits, not {digits}.";
        if (lowest < 1) return $"The lowest discernible value is at least 1, not {lowest}.";
        if (highest / 2 < lowest) return $"The highest trackable value {highest} is below twice the lowest discernible value {lowest}.";
        if (BitOperations.Log2((ulong)lowest) + SubBucketMagnitude(digits) > 62)
            return $"The lowest discernible value {lowest} leaves no room for {digits} significant digits.";
        return null;
    }

    /// <summary>The count in which a value falls. Unchecked: 0 to <see cref="Highest"/> only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(long value)
    {
        var bucket = _leadingZerosBase - BitOperations.LeadingZeroCount((ulong)(value | _subBucketMask));
        return (bucket << _halfMagnitude) + (int)(value >>> (bucket + _unitMagnitude));
    }

    /// <summary>The smallest value of a count.</summary>
    public long LowestValueOf(int index)
    {
        var (bucket, subBucket) = Split(index);
        return (long)subBucket << (bucket + _unitMagnitude);
    }

    /// <summary>The largest value of a count.</summary>
    public long HighestValueOf(int index)
    {
        var (bucket, subBucket) = Split(index);
        return ((long)subBucket << (bucket + _unitMagnitude)) + (1L << (bucket + _unitMagnitude)) - 1;
    }

    public bool SameAs(HistogramLayout other) => (Lowest, Highest, Digits) == (other.Lowest, other.Highest, other.Digits);

    /// <summary>Whether values of the other layout fit in here without losing range or precision.</summary>
    public bool Covers(HistogramLayout other) => Lowest <= other.Lowest && Highest >= other.Highest && Digits >= other.Digits;

    /// <summary>The smallest layout that covers both.</summary>
    public HistogramLayout Union(HistogramLayout other) =>
        new(Math.Min(Lowest, other.Lowest), Math.Max(Highest, other.Highest), Math.Max(Digits, other.Digits));

    (int Bucket, int SubBucket) Split(int index)
    {
        var half = 1 << _halfMagnitude;
        var bucket = (index >> _halfMagnitude) - 1;
        // The first bucket has no smaller one below it and uses both of its halves.
        return bucket < 0 ? (0, index) : (bucket, (index & (half - 1)) + half);
    }

    static int SubBucketMagnitude(int digits)
    {
        var largestWithSingleUnit = 2;
        for (var i = 0; i < digits; i++) largestWithSingleUnit *= 10;
        return BitOperations.Log2((uint)largestWithSingleUnit - 1) + 1;
    }

    static int Buckets(long highest, long firstUntrackable)
    {
        var buckets = 1;
        for (var limit = firstUntrackable; limit <= highest; limit <<= 1, buckets++)
            if (limit > long.MaxValue / 2) return buckets + 1;
        return buckets;
    }
}
