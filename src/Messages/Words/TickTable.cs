using System.Runtime.CompilerServices;

namespace Gateway.Messages;

/// <summary>From a price on, up to the next band, prices are multiples of another tick.</summary>
public struct TickBand
{
    /// <summary>The lowest price of the band.</summary>
    public Price From;

    /// <summary>Its tick; zero where there is no band.</summary>
    public Price Tick;
}

/// <summary>The bands of an instrument whose tick depends on the price, in rising order; unused ones are zero.</summary>
[InlineArray(Length)]
public struct TickTable
{
    /// <summary>Bands above the lowest, which has the instrument's tick size.</summary>
    public const int Length = 7;

    static readonly string[] FromNames = [.. Enumerable.Range(1, Length).Select(band => $"tickBand{band}From")];
    static readonly string[] TickNames = [.. Enumerable.Range(1, Length).Select(band => $"tickBand{band}Tick")];

    TickBand _first;

    /// <summary>
    /// Whether the bands stand in order: each above the one before, at a price that its own tick divides, and none behind an empty one.
    /// </summary>
    public readonly bool IsInOrder()
    {
        long above = 0;
        var ended = false;
        foreach (ref readonly var band in this)
        {
            if (band.Tick.Raw == 0 && band.From.Raw == 0) ended = true;
            else if (ended || band.Tick.Raw <= 0 || band.From.Raw <= above || band.From.Raw % band.Tick.Raw != 0) return false;
            else above = band.From.Raw;
        }

        return true;
    }

    /// <summary>Walks the bands.</summary>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        for (var band = 0; band < Length; band++)
        {
            visitor.Price(FromNames[band], ref this[band].From);
            visitor.Price(TickNames[band], ref this[band].Tick);
        }
    }
}
