using System.Runtime.CompilerServices;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>An instrument; prices and quantities in units of 1e-8.</summary>
struct Instrument
{
    internal Text16 BaseAsset;
    internal Text16 Currency;
    internal long TickSize;
    internal long LotSize;
    internal long QuantityMin;
    internal long QuantityMax;
    internal long NotionalMin;
    internal long ReferencePrice;
    internal long ReferenceTime;
    internal long LastPrice;
    internal long LastTime;
    internal long AveragePrice; // R023: of the last trades; 0 before the first that a rule asked for.
    internal long AverageTime;
    internal int Base;          // Number of the base asset.
    internal int Cash;          // Number of the currency.
    internal long Rate;         // Of the currency to the money that limits are in.
    internal int OpenOrders;
    internal int FirstRoute;    // Number + 1 of the first of its routes; 0 for none.
    internal Settlement Settlement;
    internal MatchingPlace Matching;
    internal SelfTradePrevention SelfTradePrevention;
    internal StopTrigger StopTrigger;
    internal PostOnlyMode PostOnlyMode;
    internal OrderTypes OrderTypes;
    internal TimesInForce TimesInForce;
    internal DayEnd DayEnd;
    internal int DynamicBandMicros;
    internal long VolatilityAuctionNanos;
    internal TickTable TickBands;
    internal long BookTick;     // What a tick of the book is worth: divides every tick of the instrument and the price of every order in the book.

    /// <summary>The tick at a price.</summary>
    internal readonly long TickAt(long price)
    {
        var tick = TickSize;
        foreach (ref readonly var band in TickBands)
        {
            if (band.Tick.Raw == 0 || price < band.From.Raw) break;
            tick = band.Tick.Raw;
        }

        return tick;
    }

    /// <summary>The greatest price step that every tick is a multiple of.</summary>
    internal static long CommonTick(ref readonly InstrumentDefined defined)
    {
        var tick = defined.TickSize.Raw;
        foreach (ref readonly var band in defined.TickBands) tick = FixedMath.GreatestCommonDivisor(tick, band.Tick.Raw);
        return tick;
    }

    /// <summary>An amount of its currency in the money that limits are in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly long Worth(long amount) => Rate == FixedPoint.One ? amount : FixedMath.Notional(amount, Rate);

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Text(ref BaseAsset);
        walker.Text(ref Currency);
        walker.Number(ref TickSize);
        walker.Number(ref LotSize);
        walker.Number(ref QuantityMin);
        walker.Number(ref QuantityMax);
        walker.Number(ref NotionalMin);
        walker.Number(ref ReferencePrice);
        walker.Number(ref ReferenceTime);
        walker.Number(ref LastPrice);
        walker.Number(ref LastTime);
        walker.Number(ref AveragePrice);
        walker.Number(ref AverageTime);
        walker.Named(NameKind.Asset, ref Base);
        walker.Named(NameKind.Asset, ref Cash);
        walker.Number(ref Rate);
        walker.Number(ref OpenOrders);
        walker.Place(ref FirstRoute);
        walker.Word(ref Settlement);
        walker.Word(ref Matching);
        walker.Word(ref SelfTradePrevention);
        walker.Word(ref StopTrigger);
        walker.Word(ref PostOnlyMode);
        walker.Word(ref OrderTypes);
        walker.Word(ref TimesInForce);
        walker.Word(ref DayEnd);
        walker.Number(ref DynamicBandMicros);
        walker.Number(ref VolatilityAuctionNanos);
        walker.Number(ref BookTick);
        foreach (ref var band in TickBands)
        {
            walker.Number(ref Unsafe.As<Price, long>(ref band.From));
            walker.Number(ref Unsafe.As<Price, long>(ref band.Tick));
        }
    }
}
