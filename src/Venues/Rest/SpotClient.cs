using Gateway.Messages;
using Gateway.Venues.Rest.Json;

namespace Gateway.Venues.Rest;

/// <summary>The requests of Binance Spot's REST interface that the adapter makes, one method each.</summary>
sealed class SpotClient(SpotTransport transport)
{
    const string OrderPath = "/api/v3/order";
    const string StreamPath = "/api/v3/userDataStream";

    public Task<RestReply<SpotOrder>> PlaceAsync(in VenueOrder order, long quantity, string clientId, CancellationToken cancellation)
    {
        var form = new SpotForm().Add("symbol", order.VenueSymbol.ToString()).Add("side", SpotWords.Side(order.Side))
            .Add("type", SpotWords.Type(in order)).AddDecimal("quantity", quantity);
        if (SpotWords.TimeInForce(in order) is { } timeInForce) form.Add("timeInForce", timeInForce);
        if (order.Type == OrderType.Limit) form.AddDecimal("price", order.Price.Raw);
        form.Add("newClientOrderId", clientId).Add("newOrderRespType", "FULL");
        return transport.ActAsync(HttpMethod.Post, OrderPath, form, SpotJson.Default.SpotOrder, cancellation);
    }

    public Task<RestReply<SpotOrder>> CancelAsync(string symbol, string clientId, string cancelId, CancellationToken cancellation)
    {
        var form = new SpotForm().Add("symbol", symbol).Add("origClientOrderId", clientId).Add("newClientOrderId", cancelId);
        return transport.ActAsync(HttpMethod.Delete, OrderPath, form, SpotJson.Default.SpotOrder, cancellation);
    }

    public Task<RestReply<SpotOrder>> QueryAsync(string symbol, string clientId, CancellationToken cancellation)
        => transport.ReadAsync(OrderPath, new SpotForm().Add("symbol", symbol).Add("origClientOrderId", clientId), SpotJson.Default.SpotOrder, cancellation);

    public Task<RestReply<SpotOrder[]>> OpenOrdersAsync(CancellationToken cancellation)
        => transport.ReadAsync("/api/v3/openOrders", new SpotForm(), SpotJson.Default.SpotOrderArray, cancellation);

    /// <summary>All orders of a symbol from a time on, open or not.</summary>
    public Task<RestReply<SpotOrder[]>> RecentOrdersAsync(string symbol, DateTimeOffset since, CancellationToken cancellation)
        => transport.ReadAsync("/api/v3/allOrders",
            new SpotForm().Add("symbol", symbol).Add("startTime", since.ToUnixTimeMilliseconds()), SpotJson.Default.SpotOrderArray, cancellation);

    public Task<RestReply<SpotTrade[]>> TradesAsync(string symbol, long venueOrderId, CancellationToken cancellation)
        => transport.ReadAsync("/api/v3/myTrades",
            new SpotForm().Add("symbol", symbol).Add("orderId", venueOrderId), SpotJson.Default.SpotTradeArray, cancellation);

    public Task<RestReply<SpotExchangeInfo>> ExchangeInfoAsync(CancellationToken cancellation)
        => transport.ReadPublicAsync("/api/v3/exchangeInfo", SpotJson.Default.SpotExchangeInfo, cancellation);

    public Task<RestReply<SpotAccount>> AccountAsync(CancellationToken cancellation)
        => transport.ReadAsync("/api/v3/account", new SpotForm(), SpotJson.Default.SpotAccount, cancellation);

    public Task<RestReply<SpotListenKey>> OpenStreamAsync(CancellationToken cancellation)
        => transport.KeyedAsync(HttpMethod.Post, StreamPath, new SpotForm(), SpotJson.Default.SpotListenKey, cancellation);

    public Task<RestReply<SpotError>> KeepStreamAsync(string listenKey, CancellationToken cancellation)
        => transport.KeyedAsync(HttpMethod.Put, StreamPath, new SpotForm().Add("listenKey", listenKey), SpotJson.Default.SpotError, cancellation);
}
