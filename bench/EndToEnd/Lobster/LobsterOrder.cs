namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>An order that rests, as the file has it and as the gateway reports it. Prices are dollars times 10,000.</summary>
sealed class LobsterOrder
{
    /// <summary>The file's id; 0 for an order that rested before it was seen, or several such at one price.</summary>
    internal required long Id { get; init; }

    internal required bool IsBuy { get; init; }

    internal required int Price { get; init; }

    /// <summary>Open shares by the file.</summary>
    internal required int Leaves { get; set; }

    /// <summary>OrderQty of the order: open shares and what was filled.</summary>
    internal required int Total { get; set; }

    /// <summary>Number of its present ClOrdID.</summary>
    internal long Number { get; set; }

    /// <summary>Open shares by the gateway's reports.</summary>
    internal int Reported { get; set; }

    /// <summary>Submitted within the file, and seen ever since.</summary>
    internal bool IsKnown => Id != 0;
}
