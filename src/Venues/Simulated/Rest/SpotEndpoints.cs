using System.Text.Json;
using Gateway.Messages;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Venues.Simulated.Rest;

/// <summary>What each address of the REST interface does; requests have been authenticated before.</summary>
sealed class SpotEndpoints(SimulatedExchange exchange, ExchangeFaults faults)
{
    public byte[] Place(string owner, SpotParameters parameters)
    {
        var (order, refusal) = exchange.Place(owner, ReadOrder(parameters));
        if (refusal is not null) throw new SpotException(400, refusal.Code, refusal.Text);
        return exchange.Read(order!, stable => SpotWriter.Json(writer => SpotWriter.Order(writer, stable, withFills: true)));
    }

    public byte[] Cancel(string owner, SpotParameters parameters)
    {
        var cancelId = parameters.Find("newClientOrderId") ?? "cancel";
        var (order, refusal) = exchange.Cancel(owner, parameters.Text("symbol"), parameters.Text("origClientOrderId"), cancelId);
        if (refusal is not null) throw new SpotException(400, refusal.Code, refusal.Text);
        return exchange.Read(order!, stable => SpotWriter.Json(writer => SpotWriter.Order(writer, stable, cancelId)));
    }

    public byte[] Query(string owner, SpotParameters parameters)
    {
        var order = exchange.Find(owner, parameters.Text("origClientOrderId"));
        if (order is null || order.Symbol != parameters.Text("symbol") || faults.TakeHideOrder())
            throw new SpotException(400, -2013, "Order does not exist.");
        return exchange.Read(order, stable => SpotWriter.Json(writer => SpotWriter.Order(writer, stable)));
    }

    public byte[] OpenOrders(string owner, SpotParameters parameters)
    {
        var symbol = parameters.Find("symbol");
        return List(exchange.Orders(owner, order => order.IsOpen && (symbol is null || order.Symbol == symbol)));
    }

    public byte[] AllOrders(string owner, SpotParameters parameters)
    {
        var symbol = parameters.Text("symbol");
        var start = parameters.Find("startTime") is null ? 0 : parameters.Number("startTime") * 1_000_000;
        return List(exchange.Orders(owner, order => order.Symbol == symbol && order.TimeNanos >= start));
    }

    public byte[] Trades(string owner, SpotParameters parameters)
    {
        var (symbol, orderId) = (parameters.Text("symbol"), parameters.Number("orderId"));
        var order = exchange.Orders(owner, order => order.Symbol == symbol && order.Id == orderId).FirstOrDefault();
        return SpotWriter.List(order is null ? [] : exchange.Read(order, stable => stable.Trades.ToArray()), SpotWriter.Trade);
    }

    public static byte[] Account() => SpotWriter.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("canTrade", true);
        writer.WriteString("accountType", "SPOT");
        writer.WriteStartArray("balances");
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public byte[] ExchangeInfo() => SpotWriter.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("timezone", "UTC");
        writer.WriteStartArray("symbols");
        foreach (var instrument in exchange.Instruments) Symbol(writer, instrument);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    byte[] List(IEnumerable<ExchangeOrder> orders)
        => SpotWriter.List(orders, (writer, order) => exchange.Read(order, stable =>
        {
            SpotWriter.Order(writer, stable);
            return true;
        }));

    static PlaceRequest ReadOrder(SpotParameters parameters)
    {
        var type = parameters.Text("type");
        if (type is not ("LIMIT" or "MARKET" or "LIMIT_MAKER")) throw new SpotException(400, -1116, "Invalid orderType.");
        return new PlaceRequest(
            parameters.Text("symbol"),
            parameters.Find("newClientOrderId") ?? Guid.NewGuid().ToString("N"),
            parameters.Text("side") == "BUY" ? Side.Buy : Side.Sell,
            type == "MARKET" ? OrderType.Market : OrderType.Limit,
            type == "LIMIT" ? ReadTimeInForce(parameters.Text("timeInForce")) : TimeInForce.GoodTillCancel,
            type == "LIMIT_MAKER",
            type == "MARKET" ? 0 : parameters.Decimal("price"),
            parameters.Decimal("quantity"));
    }

    static TimeInForce ReadTimeInForce(string text) => text switch
    {
        "GTC" => TimeInForce.GoodTillCancel,
        "IOC" => TimeInForce.ImmediateOrCancel,
        "FOK" => TimeInForce.FillOrKill,
        _ => throw new SpotException(400, -1115, "Invalid timeInForce."),
    };

    static void Symbol(Utf8JsonWriter writer, SimulatedInstrument instrument)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol", instrument.Symbol);
        writer.WriteString("status", "TRADING");
        writer.WriteString("baseAsset", instrument.BaseAsset);
        writer.WriteString("quoteAsset", instrument.QuoteAsset);
        writer.WriteStartArray("filters");
        Filter(writer, "PRICE_FILTER", "tickSize", instrument.TickSize.Raw);
        Filter(writer, "LOT_SIZE", "stepSize", instrument.LotSize.Raw);
        Filter(writer, "NOTIONAL", "minNotional", instrument.NotionalMin.Raw);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void Filter(Utf8JsonWriter writer, string type, string name, long value)
    {
        writer.WriteStartObject();
        writer.WriteString("filterType", type);
        writer.WriteString(name, SpotWriter.Decimal(value));
        writer.WriteEndObject();
    }
}
