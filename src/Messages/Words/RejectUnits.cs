using System.Buffers.Text;

namespace Gateway.Messages;

/// <summary>Writes a refusal's values as people read them.</summary>
public static class RejectUnits
{
    /// <summary>Room for the longest text.</summary>
    public const int TextLengthMax = 32;

    /// <summary>Writes a limit, an observed value or a headroom: decimals for prices, quantities and money, ISO 8601 for instants, <c>ns</c> behind a length of time.</summary>
    /// <param name="unit">Its unit.</param>
    /// <param name="value">The value as the journal has it: 1e-8, nanoseconds, or a plain number.</param>
    /// <param name="destination">At least <see cref="TextLengthMax"/> bytes.</param>
    /// <returns>The text's length.</returns>
    public static int Format(this RejectUnit unit, long value, Span<byte> destination)
    {
        if (unit is RejectUnit.Price or RejectUnit.Quantity or RejectUnit.Money) return FixedPoint.Format(value, destination);
        int length;
        if (unit == RejectUnit.Time)
        {
            Utf8Formatter.TryFormat(DateTime.UnixEpoch.AddTicks(value / 100), destination, out length, 'O');
            return length;
        }

        Utf8Formatter.TryFormat(value, destination, out length);
        if (unit != RejectUnit.Duration) return length;
        "ns"u8.CopyTo(destination[length..]);
        return length + 2;
    }
}
