using System.Text.Json.Serialization;

namespace Gateway.Venues.Rest.Json;

// The parts of Binance Spot's messages that are read here; names and meanings after its rest-api.md and user-data-stream.md.

sealed record SpotError(int Code = 0, string? Msg = null);

sealed record SpotServerTime(long ServerTime);

sealed record SpotListenKey(string ListenKey);

sealed record SpotAccount(bool CanTrade);

sealed record SpotExchangeInfo(SpotSymbol[] Symbols);

sealed record SpotSymbol(string Symbol, string Status);

/// <summary>An order: the answer to placing, querying and cancelling it, and an element of the lists of orders.</summary>
sealed class SpotOrder
{
    public string Symbol { get; init; } = "";

    public long OrderId { get; init; }

    public string ClientOrderId { get; init; } = "";

    public string? OrigClientOrderId { get; init; }

    [JsonConverter(typeof(FixedPointConverter))] public long Price { get; init; }

    [JsonConverter(typeof(FixedPointConverter))] public long OrigQty { get; init; }

    [JsonConverter(typeof(FixedPointConverter))] public long ExecutedQty { get; init; }

    public string Status { get; init; } = "";

    public SpotFill[]? Fills { get; init; }
}

/// <summary>A trade within the answer to a new order; the order took liquidity in all of these.</summary>
sealed class SpotFill
{
    [JsonConverter(typeof(CutFixedPointConverter))] public long Price { get; init; }

    [JsonConverter(typeof(FixedPointConverter))] public long Qty { get; init; }

    [JsonConverter(typeof(CutFixedPointConverter))] public long Commission { get; init; }

    public string? CommissionAsset { get; init; }

    public long TradeId { get; init; }
}

/// <summary>An element of myTrades.</summary>
sealed class SpotTrade
{
    public long Id { get; init; }

    public long OrderId { get; init; }

    [JsonConverter(typeof(CutFixedPointConverter))] public long Price { get; init; }

    [JsonConverter(typeof(FixedPointConverter))] public long Qty { get; init; }

    [JsonConverter(typeof(CutFixedPointConverter))] public long Commission { get; init; }

    public string? CommissionAsset { get; init; }

    public bool IsMaker { get; init; }
}
