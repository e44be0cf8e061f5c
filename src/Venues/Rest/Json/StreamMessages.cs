using System.Text.Json.Serialization;

namespace Gateway.Venues.Rest.Json;

/// <summary>An <c>executionReport</c> of the user data stream; other events have another <see cref="Event"/> and none of the rest.</summary>
sealed class ExecutionFrame
{
    [JsonPropertyName("e")] public string Event { get; init; } = "";

    [JsonPropertyName("c")] public string ClientOrderId { get; init; } = "";

    /// <summary>On a cancel the id of the order, while <see cref="ClientOrderId"/> is that of the cancel; else empty.</summary>
    [JsonPropertyName("C")] public string OriginalClientOrderId { get; init; } = "";

    [JsonPropertyName("s")] public string Symbol { get; init; } = "";

    [JsonPropertyName("i")] public long OrderId { get; init; }

    [JsonPropertyName("x")] public string ExecutionType { get; init; } = "";

    [JsonPropertyName("X")] public string Status { get; init; } = "";

    [JsonPropertyName("r")] public string RejectReason { get; init; } = "";

    [JsonPropertyName("t")] public long TradeId { get; init; } = -1;

    [JsonPropertyName("p"), JsonConverter(typeof(FixedPointConverter))] public long Price { get; init; }

    [JsonPropertyName("q"), JsonConverter(typeof(FixedPointConverter))] public long Quantity { get; init; }

    [JsonPropertyName("l"), JsonConverter(typeof(FixedPointConverter))] public long LastQuantity { get; init; }

    [JsonPropertyName("L"), JsonConverter(typeof(CutFixedPointConverter))] public long LastPrice { get; init; }

    [JsonPropertyName("z"), JsonConverter(typeof(FixedPointConverter))] public long CumQuantity { get; init; }

    [JsonPropertyName("n"), JsonConverter(typeof(CutFixedPointConverter))] public long Commission { get; init; }

    [JsonPropertyName("N")] public string? CommissionAsset { get; init; }

    [JsonPropertyName("m")] public bool IsMaker { get; init; }
}

/// <summary>An element of a combined market data stream.</summary>
sealed record CombinedFrame(string? Stream = null, BookTicker? Data = null);

/// <summary>Best bid and ask of a symbol.</summary>
sealed class BookTicker
{
    [JsonPropertyName("s")] public string Symbol { get; init; } = "";

    [JsonPropertyName("b"), JsonConverter(typeof(CutFixedPointConverter))] public long BidPrice { get; init; }

    [JsonPropertyName("B"), JsonConverter(typeof(FixedPointConverter))] public long BidQuantity { get; init; }

    [JsonPropertyName("a"), JsonConverter(typeof(CutFixedPointConverter))] public long AskPrice { get; init; }

    [JsonPropertyName("A"), JsonConverter(typeof(FixedPointConverter))] public long AskQuantity { get; init; }
}
