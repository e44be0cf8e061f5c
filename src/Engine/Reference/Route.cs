using Gateway.Engine.State;
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
    internal int Instrument;
    internal int Next;          // Number + 1 of the instrument's next route.
    internal ushort Venue;
    internal bool Enabled;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Named(NameKind.Instrument, ref Instrument);
        walker.Text(ref VenueSymbol);
        walker.Number(ref BidPrice);
        walker.Number(ref BidQuantity);
        walker.Number(ref AskPrice);
        walker.Number(ref AskQuantity);
        walker.Number(ref QuoteTime);
        walker.Number(ref Priority);
        walker.Number(ref TakerFeeMicros);
        walker.Place(ref Next);
        walker.Number(ref Venue);
        walker.Flag(ref Enabled);
    }
}

/// <summary>A venue; its place in the table is its number.</summary>
struct Venue
{
    internal Text16 Name;
    internal bool Defined;
    internal VenueState State;

    /// <summary>It does not let us trade.</summary>
    internal bool AuthLost;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Text(ref Name);
        walker.Flag(ref Defined);
        walker.Word(ref State);
        walker.Flag(ref AuthLost);
    }
}
