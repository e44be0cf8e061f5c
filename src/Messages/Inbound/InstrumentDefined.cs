namespace Gateway.Messages;

/// <summary>An instrument is added or changed.</summary>
public struct InstrumentDefined : IFields
{
    /// <summary>Key.</summary>
    public Text24 Symbol;

    /// <summary>What is traded; equals the symbol for shares.</summary>
    public Text16 BaseAsset;

    /// <summary>In what prices and profits are.</summary>
    public Text16 Currency;

    /// <summary>Prices below the first of <see cref="TickBands"/> are multiples of it.</summary>
    public Price TickSize;

    /// <summary>Quantities are multiples of it.</summary>
    public Quantity LotSize;

    /// <summary>Smallest order.</summary>
    public Quantity QuantityMin;

    /// <summary>Largest order.</summary>
    public Quantity QuantityMax;

    /// <summary>Smallest order value; zero for none.</summary>
    public Money NotionalMin;

    /// <summary>Previous close or the like; zero when there is none.</summary>
    public Price ReferencePrice;

    /// <summary>How fills settle.</summary>
    public Settlement Settlement;

    /// <summary>Own book or venues.</summary>
    public MatchingPlace Matching;

    /// <summary>What an order that asks for the default gets.</summary>
    public SelfTradePrevention SelfTradePrevention;

    /// <summary>Which price sets off stop orders.</summary>
    public StopTrigger StopTrigger;

    /// <summary>What becomes of a post-only order that would take liquidity.</summary>
    public PostOnlyMode PostOnlyMode;

    /// <summary>How far a trade may be from the last one, in millionths of it, before a volatility auction begins instead; 0 for any.</summary>
    public int DynamicBandMicros;

    /// <summary>Length of a volatility auction in nanoseconds.</summary>
    public long VolatilityAuctionNanos;

    /// <summary>When Day orders end.</summary>
    public DayEnd DayEnd;

    /// <summary>Types that orders may have.</summary>
    public OrderTypes OrderTypes;

    /// <summary>Times in force that orders may have.</summary>
    public TimesInForce TimesInForce;

    /// <summary>Ticks of higher prices.</summary>
    public TickTable TickBands;

    /// <summary>Sequence of the <see cref="ReloadRequested"/> that it is part of: who, when and why; 0 for the configuration at the start.</summary>
    public long Act;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("symbol", ref Symbol);
        visitor.Text("baseAsset", ref BaseAsset);
        visitor.Text("currency", ref Currency);
        visitor.Price("tickSize", ref TickSize);
        visitor.Quantity("lotSize", ref LotSize);
        visitor.Quantity("quantityMin", ref QuantityMin);
        visitor.Quantity("quantityMax", ref QuantityMax);
        visitor.Money("notionalMin", ref NotionalMin);
        visitor.Price("referencePrice", ref ReferencePrice);
        visitor.Word("settlement", ref Settlement);
        visitor.Word("matching", ref Matching);
        visitor.Word("selfTradePrevention", ref SelfTradePrevention);
        visitor.Word("stopTrigger", ref StopTrigger);
        visitor.Word("postOnlyMode", ref PostOnlyMode);
        visitor.Word("orderTypes", ref OrderTypes);
        visitor.Word("timesInForce", ref TimesInForce);
        visitor.Number("dynamicBandMicros", ref DynamicBandMicros);
        visitor.Number("volatilityAuctionNanos", ref VolatilityAuctionNanos);
        visitor.Word("dayEnd", ref DayEnd);
        TickBands.Visit(ref visitor);
        visitor.Number("act", ref Act);
    }
}
