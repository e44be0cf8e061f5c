using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Messages;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Venues.Simulated.Rest;

/// <summary>The exchange's side of the JSON, written by hand after Binance's documentation: the adapter's reader has no part in it.</summary>
static class SpotWriter
{
    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Error(int code, string text) => Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("code", code);
        writer.WriteString("msg", text);
        writer.WriteEndObject();
    });

    public static byte[] List<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items) write(writer, item);
        writer.WriteEndArray();
    });

    public static void Order(Utf8JsonWriter writer, ExchangeOrder order, string? cancelId = null, bool withFills = false)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol", order.Symbol);
        writer.WriteNumber("orderId", order.Id);
        writer.WriteNumber("orderListId", -1);
        writer.WriteString("clientOrderId", cancelId ?? order.ClientId);
        if (cancelId is not null) writer.WriteString("origClientOrderId", order.ClientId);
        writer.WriteNumber("transactTime", order.UpdateNanos / 1_000_000);
        writer.WriteNumber("time", order.TimeNanos / 1_000_000);
        writer.WriteString("price", Decimal(order.Price));
        writer.WriteString("origQty", Decimal(order.Quantity));
        writer.WriteString("executedQty", Decimal(order.Executed));
        writer.WriteString("cummulativeQuoteQty", Decimal(order.ExecutedNotional));
        writer.WriteString("status", Status(order.Status));
        writer.WriteString("timeInForce", TimeInForceOf(order));
        writer.WriteString("type", TypeOf(order));
        writer.WriteString("side", order.Side == Side.Buy ? "BUY" : "SELL");
        if (withFills) Fills(writer, order);
        writer.WriteEndObject();
    }

    public static void Trade(Utf8JsonWriter writer, ExchangeTrade trade)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol", trade.Symbol);
        writer.WriteNumber("id", trade.Id);
        writer.WriteNumber("orderId", trade.OrderId);
        writer.WriteString("price", Decimal(trade.Price));
        writer.WriteString("qty", Decimal(trade.Quantity));
        writer.WriteString("commission", Decimal(trade.Fee));
        writer.WriteString("commissionAsset", trade.FeeAsset);
        writer.WriteNumber("time", trade.TimeNanos / 1_000_000);
        writer.WriteBoolean("isMaker", trade.IsMaker);
        writer.WriteEndObject();
    }

    public static byte[] ExecutionReport(Execution execution) => Json(writer =>
    {
        var (order, trade) = (execution.Order, execution.Trade);
        writer.WriteStartObject();
        writer.WriteString("e", "executionReport");
        writer.WriteNumber("E", execution.TimeNanos / 1_000_000);
        writer.WriteString("s", order.Symbol);
        writer.WriteString("c", execution.ClientId);
        writer.WriteString("S", order.Side == Side.Buy ? "BUY" : "SELL");
        writer.WriteString("o", TypeOf(order));
        writer.WriteString("f", TimeInForceOf(order));
        writer.WriteString("q", Decimal(order.Quantity));
        writer.WriteString("p", Decimal(order.Price));
        writer.WriteString("C", execution.OriginalClientId);
        writer.WriteString("x", Type(execution.ExecType));
        writer.WriteString("X", Status(execution.Status));
        writer.WriteString("r", "NONE");
        writer.WriteNumber("i", order.Id);
        writer.WriteString("l", Decimal(trade?.Quantity ?? 0));
        writer.WriteString("z", Decimal(execution.Executed));
        writer.WriteString("L", Decimal(trade?.Price ?? 0));
        writer.WriteString("n", Decimal(trade?.Fee ?? 0));
        writer.WriteString("N", trade?.FeeAsset);
        writer.WriteNumber("T", execution.TimeNanos / 1_000_000);
        writer.WriteNumber("t", trade?.Id ?? -1);
        writer.WriteNumber("I", execution.ExecId);
        writer.WriteBoolean("m", trade?.IsMaker ?? false);
        writer.WriteString("Z", Decimal(execution.ExecutedNotional));
        writer.WriteEndObject();
    });

    public static byte[] BookTicker(string symbol, long update, (long BidPrice, long BidQuantity, long AskPrice, long AskQuantity) quote) => Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("stream", $"{symbol.ToLowerInvariant()}@bookTicker");
        writer.WriteStartObject("data");
        writer.WriteNumber("u", update);
        writer.WriteString("s", symbol);
        writer.WriteString("b", Decimal(quote.BidPrice));
        writer.WriteString("B", Decimal(quote.BidQuantity));
        writer.WriteString("a", Decimal(quote.AskPrice));
        writer.WriteString("A", Decimal(quote.AskQuantity));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>Binance writes all eight places.</summary>
    public static string Decimal(long raw)
        => string.Create(CultureInfo.InvariantCulture, $"{(raw < 0 ? "-" : "")}{Math.Abs(raw) / FixedPoint.One}.{Math.Abs(raw) % FixedPoint.One:00000000}");

    static void Fills(Utf8JsonWriter writer, ExchangeOrder order)
    {
        writer.WriteStartArray("fills");
        foreach (var trade in order.Trades.Where(trade => !trade.IsMaker))
        {
            writer.WriteStartObject();
            writer.WriteString("price", Decimal(trade.Price));
            writer.WriteString("qty", Decimal(trade.Quantity));
            writer.WriteString("commission", Decimal(trade.Fee));
            writer.WriteString("commissionAsset", trade.FeeAsset);
            writer.WriteNumber("tradeId", trade.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static string TypeOf(ExchangeOrder order) => order.Type == OrderType.Market ? "MARKET" : order.PostOnly ? "LIMIT_MAKER" : "LIMIT";

    static string TimeInForceOf(ExchangeOrder order) => order.TimeInForce switch
    {
        TimeInForce.ImmediateOrCancel => "IOC",
        TimeInForce.FillOrKill => "FOK",
        _ => "GTC",
    };

    static string Status(OrdStatus status) => status switch
    {
        OrdStatus.New => "NEW",
        OrdStatus.PartiallyFilled => "PARTIALLY_FILLED",
        OrdStatus.Filled => "FILLED",
        OrdStatus.Canceled => "CANCELED",
        OrdStatus.Expired => "EXPIRED",
        _ => "REJECTED",
    };

    static string Type(ExecType type) => type switch
    {
        ExecType.New => "NEW",
        ExecType.Trade => "TRADE",
        ExecType.Canceled => "CANCELED",
        ExecType.Replaced => "REPLACED",
        _ => "EXPIRED",
    };
}
