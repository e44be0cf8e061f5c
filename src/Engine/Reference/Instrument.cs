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
    internal int Base;          // Number of the base asset.
    internal int Cash;          // Number of the currency.
    internal int OpenOrders;
    internal int FirstRoute;    // Number + 1 of the first of its routes; 0 for none.
    internal Settlement Settlement;
    internal MatchingPlace Matching;
    internal SelfTradePrevention SelfTradePrevention;

    internal readonly void AddTo(ref HashBuilder hash)
    {
        hash.Add(in BaseAsset);
        hash.Add(in Currency);
        hash.Add(TickSize);
        hash.Add(LotSize);
        hash.Add(QuantityMin);
        hash.Add(QuantityMax);
        hash.Add(NotionalMin);
        hash.Add(ReferencePrice);
        hash.Add(ReferenceTime);
        hash.Add(LastPrice);
        hash.Add(LastTime);
        hash.Add(OpenOrders);
        hash.Add((long)Settlement | (long)Matching << 8 | (long)SelfTradePrevention << 16);
    }
}
