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

    /// <summary>Capacities of the engine's tables; replay needs the same.</summary>
    public TableCapacities Capacities;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("runId", ref RunId);
        visitor.Text("mode", ref Mode);
        visitor.Text("configurationHash", ref ConfigurationHash);
        Capacities.Visit(ref visitor);
    }
}
