using Gateway.Engine.Risk.Guards;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>Venues come and go, and quote.</summary>
sealed class VenueStateHandler(EngineState state, UnknownOutcomes unknowns, VenueRequests requests, VenueGuard guard)
{
    /// <summary>A new process is connected to nobody yet, whatever the last one was.</summary>
    internal void OnRunStarted()
    {
        foreach (ref var venue in state.Registry.Venues.AsSpan()) venue.State = VenueState.Down;
    }

    /// <summary>
    /// A venue that comes up is asked for every order that is open there: what it did while nobody listened, or what was never
    /// sent because the process ended, comes to light.
    /// </summary>
    internal void On<TOutbox>(ref readonly VenueStateChanged changed, ushort venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!state.Registry.KnowsVenue(venue)) return;
        var comesUp = changed.State == VenueState.Up && state.Registry.Venues[venue].State == VenueState.Down;
        state.Registry.Venues[venue].State = changed.State;
        guard.Heard(venue, ref outbox);
        guard.StateChanged(in changed, venue, ref outbox);
        if (changed.State == VenueState.Up) unknowns.HurryUp(venue);
        if (comesUp) AskForOpenOrders(venue, ref outbox);
    }

    void AskForOpenOrders<TOutbox>(ushort venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var leg = 1; leg <= state.Legs.Used; leg++)
        {
            var slot = state.Legs[leg].Slot;
            if (slot == 0 || state.Legs[leg].Venue != venue || state.Orders[slot].Done) continue;
            requests.SendQuery(slot, ref outbox);
        }
    }

    internal void On<TOutbox>(ref readonly VenueQuote quote, ushort venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        guard.Heard(venue, ref outbox);
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
