namespace Gateway.Messages;

/// <summary>A price as an integer of scale 1e-8 in the instrument's currency; the engine turns it into ticks.</summary>
/// <param name="Raw">The value in units of 1e-8 (<see cref="FixedPoint.One"/> is 1).</param>
public readonly record struct Price(long Raw) : IComparable<Price>
{
    /// <summary>Zero, which also stands for "not given".</summary>
    public static Price Zero => default;

    /// <summary>The value of a decimal literal; for configuration and tests.</summary>
    /// <exception cref="FormatException">Not a decimal number of at most eight places within the range.</exception>
    public static Price Parse(string text) => new(FixedPoint.Parse(text));

    /// <inheritdoc/>
    public int CompareTo(Price other) => Raw.CompareTo(other.Raw);

    /// <inheritdoc/>
    public override string ToString() => FixedPoint.ToString(Raw);

    /// <summary>Order by value.</summary>
    public static bool operator <(Price left, Price right) => left.Raw < right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator >(Price left, Price right) => left.Raw > right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator <=(Price left, Price right) => left.Raw <= right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator >=(Price left, Price right) => left.Raw >= right.Raw;
}
