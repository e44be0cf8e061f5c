namespace Gateway.Messages;

/// <summary>A FIX session is down.</summary>
public struct SessionLoggedOut : IFields
{
    /// <summary>By Logout rather than by a lost connection.</summary>
    public bool Orderly;

    /// <summary>Why.</summary>
    public Text32 Cause;

    /// <summary>Both sequence numbers begin at 1 again.</summary>
    public bool SequenceReset;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Flag("orderly", ref Orderly);
        visitor.Text("cause", ref Cause);
        visitor.Flag("sequenceReset", ref SequenceReset);
    }
}
