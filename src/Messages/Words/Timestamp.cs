using System.Globalization;

namespace Gateway.Messages;

/// <summary>An instant: nanoseconds since 1970-01-01T00:00:00Z. Zero stands for "not given".</summary>
/// <param name="Nanos">Nanoseconds of UTC.</param>
public readonly record struct Timestamp(long Nanos) : IComparable<Timestamp>
{
    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanos.CompareTo(other.Nanos);

    /// <summary>ISO 8601 with nine decimals; off the hot path.</summary>
    public override string ToString()
        => DateTime.UnixEpoch.AddTicks(Nanos / 100).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)
           + (Nanos % 100).ToString("00", CultureInfo.InvariantCulture) + "Z";

    /// <summary>Order in time.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Nanos < right.Nanos;

    /// <summary>Order in time.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanos > right.Nanos;

    /// <summary>Order in time.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanos <= right.Nanos;

    /// <summary>Order in time.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanos >= right.Nanos;
}
