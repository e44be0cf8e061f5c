using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>An instrument at a venue, with the latest quote from there.</summary>
struct Route
{
    internal Text24 VenueSymbol;
    internal long BidPrice;
    internal long BidQuantity;
    internal long AskPrice;
    internal long AskQuantity;
    internal long QuoteTime;
    internal int Priority;
    internal int TakerFeeMicros;
    internal int Next;          // Number + 1 of the instrument's next route.
    internal ushort Venue;
    internal bool Enabled;

    internal readonly void AddTo(ref HashBuilder hash)
    {
        hash.Add(in VenueSymbol);
        hash.Add(BidPrice);
        hash.Add(BidQuantity);
        hash.Add(AskPrice);
        hash.Add(AskQuantity);
        hash.Add(QuoteTime);
        hash.Add(Priority);
        hash.Add(TakerFeeMicros);
        hash.Add(Venue | (Enabled ? 1L << 16 : 0));
    }
}

/// <summary>A venue; its place in the table is its number.</summary>
struct Venue
{
    internal Text16 Name;
    internal bool Defined;
    internal VenueState State;

    internal readonly void AddTo(ref HashBuilder hash)
    {
        hash.Add(in Name);
        hash.Add((Defined ? 1L : 0) | (long)State << 8);
    }
}
