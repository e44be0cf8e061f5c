namespace Gateway.Simulation.Nodes;

/// <summary>An order as its strategy has written it down from the reports it has received. Quantities in 1e-8.</summary>
sealed class ClientOrder
{
    internal required long OrderId { get; init; }

    internal string ClOrdId { get; set; } = "";

    internal string Symbol { get; set; } = "";

    internal byte Side { get; set; }

    internal long Quantity { get; set; }

    internal long Cum { get; set; }

    internal long Leaves { get; set; }

    internal byte Status { get; set; }

    /// <summary>Reports of it may have been lost with the numbers of its session.</summary>
    internal bool IsUncertain { get; set; }

    internal bool IsOpen => Status is (byte)'0' or (byte)'1' or (byte)'5' or (byte)'6' or (byte)'A' or (byte)'E';

    public override string ToString() => $"{OrderId} ({ClOrdId} {Symbol}) status {(char)Status} quantity {Quantity} cum {Cum} leaves {Leaves}";
}
