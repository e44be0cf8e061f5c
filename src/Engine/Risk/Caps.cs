namespace Gateway.Engine.Risk;

/// <summary>
/// A scope's limits as one pass over all of them reads them: for each observed value the least that any rule there allows, side by side instead of
/// half a cache line for each rule. The greatest number where there is no limit. Follows from the terms. Units as in <see cref="Terms"/>.
/// </summary>
struct Caps
{
    const long None = long.MaxValue;

    // Of the order alone.
    internal long Age;                  // R014
    internal long Quantity;             // R020
    internal long Notional;             // R021
    internal long Lots;                 // R054
    internal long Position;             // R051
    internal long PositionNotional;     // R052

    // Of what the scope has in use with the order.
    internal long Messages;             // R031: before its alert.
    internal long Orders;               // R036
    internal long Unknown;              // R095
    internal long Open;                 // R037
    internal long Exposure;             // R053, R062: at cost and opening.
    internal long Credit;               // R063 before its alert, R053 net: at cost and open.
    internal long Traded;               // R055
    internal long TradedQuantity;       // R055
    internal long DayLots;              // R054

    internal static Caps Of(ulong enabled, ReadOnlySpan<Terms> terms)
    {
        var caps = new Caps();
        foreach (ref var cap in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref caps.Age, System.Runtime.CompilerServices.Unsafe.SizeOf<Caps>() / sizeof(long))) cap = None;
        for (; enabled != 0; enabled &= enabled - 1)
        {
            var rule = System.Numerics.BitOperations.TrailingZeroCount(enabled);
            caps.Take((Rule)rule, in terms[rule]);
        }

        return caps;
    }

    void Take(Rule rule, ref readonly Terms terms)
    {
        switch (rule)
        {
            case Rule.StaleRequest: Age = terms.Window; break;
            case Rule.MaxOrderQuantity: Quantity = terms.Value; break;
            case Rule.MaxOrderNotional: Notional = terms.Value; break;
            case Rule.MaxContractsInstrument: Position = terms.Value; break;
            case Rule.MaxPositionNotional: PositionNotional = terms.Value; break;
            case Rule.MessageLimit: Messages = Math.Min(BelowAlert(terms.Value), terms.Value2 == 0 ? None : terms.Value3); break;
            case Rule.MaxOpenOrders: Orders = terms.Value; break;
            case Rule.UnknownOutcomes: Unknown = terms.Value; break;
            case Rule.OpenOrderValue: Open = terms.Value; break;
            case Rule.RiskBudget: Exposure = Math.Min(Exposure, terms.Value); break;
            case Rule.CreditLimit: Credit = Math.Min(Credit, BelowAlert(terms.Value)); break;
            case Rule.ExposureCap:
                Exposure = Math.Min(Exposure, OrNone(terms.Value));
                Credit = Math.Min(Credit, OrNone(terms.Value2));
                break;
            case Rule.DailyTradedValue: (Traded, TradedQuantity) = (OrNone(terms.Value), OrNone(terms.Value2)); break;
            case Rule.LotLimit: (Lots, DayLots) = (OrNone(terms.Value), OrNone(terms.Value2)); break;
        }
    }

    static long OrNone(long value) => value == 0 ? None : value;

    /// <summary>The greatest use that is still below four fifths of a limit, at which an operator hears of it.</summary>
    internal static long BelowAlert(long limit) => (long)(((Int128)limit * 4 + 4) / 5) - 1;
}
