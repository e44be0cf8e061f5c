namespace Gateway.Messages;

/// <summary>A quantity as an integer of scale 1e-8; the engine turns it into lots.</summary>
/// <param name="Raw">The value in units of 1e-8 (<see cref="FixedPoint.One"/> is 1).</param>
public readonly record struct Quantity(long Raw) : IComparable<Quantity>
{
    /// <summary>Zero, which also stands for "not given".</summary>
    public static Quantity Zero => default;

    /// <summary>The value of a decimal literal; for configuration and tests.</summary>
    /// <exception cref="FormatException">Not a decimal number of at most eight places within the range.</exception>
    public static Quantity Parse(string text) => new(FixedPoint.Parse(text));

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Raw.CompareTo(other.Raw);

    /// <inheritdoc/>
    public override string ToString() => FixedPoint.ToString(Raw);

    /// <summary>Order by value.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.Raw < right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.Raw > right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.Raw <= right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.Raw >= right.Raw;
}
