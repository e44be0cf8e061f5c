namespace Gateway.Messages;

/// <summary>An exchange can be traded at, or no longer.</summary>
public struct VenueStateChanged : IFields
{
    /// <summary>Up, down …</summary>
    public VenueState State;

    /// <summary>Why.</summary>
    public Text64 Cause;

    /// <summary>It went because the exchange no longer accepts our credentials or no longer lets us trade.</summary>
    public bool AuthLost;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("state", ref State);
        visitor.Text("cause", ref Cause);
        visitor.Flag("authLost", ref AuthLost);
    }
}
