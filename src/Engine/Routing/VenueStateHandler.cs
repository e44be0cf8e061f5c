using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>Venues come and go, and quote.</summary>
sealed class VenueStateHandler(EngineState state, UnknownOutcomes unknowns)
{
    internal void On(ref readonly VenueStateChanged changed, ushort venue)
    {
        if (!state.Registry.KnowsVenue(venue)) return;
        state.Registry.Venues[venue].State = changed.State;
        if (changed.State == VenueState.Up) unknowns.HurryUp(venue);
    }

    internal void On(ref readonly VenueQuote quote, ushort venue)
    {
        var instrument = state.Registry.Symbols.Find(in quote.Symbol);
        var number = instrument < 0 ? -1 : state.Registry.FindRoute(instrument, venue);
        if (number < 0) return;
        ref var route = ref state.Registry.Routes[number];
        route.BidPrice = quote.BidPrice.Raw;
        route.BidQuantity = quote.BidQuantity.Raw;
        route.AskPrice = quote.AskPrice.Raw;
        route.AskQuantity = quote.AskQuantity.Raw;
        route.QuoteTime = state.Now;
    }
}
