namespace Gateway.Messages;

/// <summary>A FIX session is up.</summary>
public struct SessionLoggedOn : IFields
{
    /// <summary>From where.</summary>
    public Text32 RemoteAddress;

    /// <summary>Both sequence numbers began at 1.</summary>
    public bool SequenceReset;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("remoteAddress", ref RemoteAddress);
        visitor.Flag("sequenceReset", ref SequenceReset);
    }
}
