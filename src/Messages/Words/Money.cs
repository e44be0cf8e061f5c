namespace Gateway.Messages;

/// <summary>An amount of an asset or currency as an integer of scale 1e-8 (range about 92 billion).</summary>
/// <param name="Raw">The value in units of 1e-8 (<see cref="FixedPoint.One"/> is 1).</param>
public readonly record struct Money(long Raw) : IComparable<Money>
{
    /// <summary>Zero, which also stands for "not given".</summary>
    public static Money Zero => default;

    /// <summary>Price times quantity, rounded toward zero at 1e-8; false when the product leaves the range.</summary>
    public static bool TryNotional(Price price, Quantity quantity, out Money notional)
    {
        var product = (Int128)price.Raw * quantity.Raw / FixedPoint.One;
        notional = new((long)product);
        return product == notional.Raw;
    }

    /// <summary>The value of a decimal literal; for configuration and tests.</summary>
    /// <exception cref="FormatException">Not a decimal number of at most eight places within the range.</exception>
    public static Money Parse(string text) => new(FixedPoint.Parse(text));

    /// <inheritdoc/>
    public int CompareTo(Money other) => Raw.CompareTo(other.Raw);

    /// <inheritdoc/>
    public override string ToString() => FixedPoint.ToString(Raw);

    /// <summary>Order by value.</summary>
    public static bool operator <(Money left, Money right) => left.Raw < right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator >(Money left, Money right) => left.Raw > right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator <=(Money left, Money right) => left.Raw <= right.Raw;

    /// <summary>Order by value.</summary>
    public static bool operator >=(Money left, Money right) => left.Raw >= right.Raw;
}
