namespace Gateway.Messages;

/// <summary>An orderly end of the process.</summary>
public struct RunStopped : IFields
{
    /// <summary>Signal, operator …</summary>
    public Text32 Cause;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("cause", ref Cause);
    }
}
