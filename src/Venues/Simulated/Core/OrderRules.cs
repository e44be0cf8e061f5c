using Gateway.Messages;

namespace Gateway.Venues.Simulated.Core;

/// <summary>What the exchange asks of an order before it looks at the book, in Binance's words.</summary>
static class OrderRules
{
    public static Refusal? Check(SimulatedInstrument? instrument, PlaceRequest request)
    {
        if (instrument is null) return new(-1121, "Invalid symbol.");
        if (request.ClientId.Length is 0 or > 36) return new(-1100, "Illegal characters found in parameter 'newClientOrderId'.");
        if (request.Quantity <= 0 || request.Quantity % instrument.LotSize.Raw != 0) return new(-1013, "Filter failure: LOT_SIZE");
        if (request.Type == OrderType.Market) return null;
        if (request.Price <= 0 || request.Price % instrument.TickSize.Raw != 0) return new(-1013, "Filter failure: PRICE_FILTER");
        if (!Money.TryNotional(new(request.Price), new(request.Quantity), out var notional)) return new(-1013, "Filter failure: LOT_SIZE");
        return notional.Raw < instrument.NotionalMin.Raw ? new(-1013, "Filter failure: NOTIONAL") : null;
    }
}
