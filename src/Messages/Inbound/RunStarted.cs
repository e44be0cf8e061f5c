namespace Gateway.Messages;

/// <summary>A process has taken over this journal.</summary>
public struct RunStarted : IFields
{
    /// <summary>Unique per start.</summary>
    public Text64 RunId;

    /// <summary><c>paper</c> or <c>live</c>.</summary>
    public Text16 Mode;

    /// <summary>SHA-256 of the effective configuration in hex (secrets masked).</summary>
    public Text64 ConfigurationHash;

    /// <summary>Capacity of the order table; replay needs the same.</summary>
    public int OpenOrdersMax;

    /// <summary>Capacity of the table of seen ClOrdIDs; replay needs the same.</summary>
    public int ClOrdIdsMax;

    /// <summary>Capacity of the instruments' table; replay needs the same. 0 in journals before it could be set: 4096.</summary>
    public int InstrumentsMax;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("runId", ref RunId);
        visitor.Text("mode", ref Mode);
        visitor.Text("configurationHash", ref ConfigurationHash);
        visitor.Number("openOrdersMax", ref OpenOrdersMax);
        visitor.Number("clOrdIdsMax", ref ClOrdIdsMax);
        visitor.Number("instrumentsMax", ref InstrumentsMax);
    }
}
