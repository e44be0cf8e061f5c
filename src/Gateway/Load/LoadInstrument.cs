using System.Globalization;
using System.Text;
using Gateway.Configuration;
using Gateway.Messages;

namespace Gateway.Load;

/// <summary>What a driver must know of an instrument to send orders that make sense.</summary>
sealed class LoadInstrument
{
    /// <summary>About what one order unit is worth, in whole units of the currency.</summary>
    const int UnitNotional = 10_000;

    internal LoadInstrument(string symbol, Price tickSize, Quantity lotSize, Price startPrice, bool isRouted = false)
    {
        IsRouted = isRouted;
        Symbol = symbol;
        SymbolBytes = Encoding.ASCII.GetBytes(symbol);
        TickSize = tickSize.Raw;
        LotSize = lotSize.Raw;
        StartTicks = startPrice.Raw / tickSize.Raw;
        var notionalOfLot = (Int128)startPrice.Raw * lotSize.Raw / FixedPoint.One;
        UnitLots = (long)Int128.Max(1, (Int128)UnitNotional * FixedPoint.One / Int128.Max(1, notionalOfLot));
    }

    /// <summary>Its name.</summary>
    internal string Symbol { get; }

    /// <summary>Its name as it stands in a message.</summary>
    internal byte[] SymbolBytes { get; }

    /// <summary>Traded at an exchange, whose answers take longer than those of the gateway's own book.</summary>
    internal bool IsRouted { get; }

    /// <summary>1e-8 of the currency.</summary>
    internal long TickSize { get; }

    /// <summary>1e-8 of the asset.</summary>
    internal long LotSize { get; }

    /// <summary>The first mid price in ticks.</summary>
    internal long StartTicks { get; }

    /// <summary>Lots that are worth about <c>10,000</c>.</summary>
    internal long UnitLots { get; }

    /// <summary>
    /// Instruments by name, separated by commas; <c>SYMBOL@PRICE</c> sets the first mid price. Tick, lot and price are those of the embedded default where it
    /// knows the symbol, else 0.01, 1 and 100.
    /// </summary>
    /// <exception cref="UserErrorException">An empty list or a malformed price.</exception>
    internal static LoadInstrument[] ParseList(string text)
    {
        var known = ConfigurationLoader.Load(null, [], new ConfigurationErrors()).Instruments;
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0
            ? [.. parts.Select(part => Parse(part, known))]
            : throw new UserErrorException("--symbols names no instrument.");
    }

    static LoadInstrument Parse(string text, List<InstrumentConfiguration> known)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var symbol = at < 0 ? text : text[..at];
        var configured = known.Find(instrument => instrument.Symbol == symbol) ?? new InstrumentConfiguration { ReferencePrice = Price.Parse("100") };
        var price = at < 0 ? configured.ReferencePrice : ParsePrice(text, text[(at + 1)..]);
        if (symbol.Length == 0 || price < configured.TickSize) throw new UserErrorException($"--symbols: '{text}' has no symbol or no price of at least a tick.");
        return new LoadInstrument(symbol, configured.TickSize, configured.LotSize, price, configured.Matching == MatchingPlace.Routed);
    }

    static Price ParsePrice(string text, string price) =>
        decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 10_000_000
            ? new Price((long)(value * FixedPoint.One))
            : throw new UserErrorException($"--symbols: '{text}' has a malformed price after the @.");
}
