namespace Gateway.Messages;

/// <summary>An account or allocation group whose reports a drop copy may see; the header carries the session's number.</summary>
public struct SessionAccount : IFields
{
    /// <summary>The account or group.</summary>
    public Text16 Account;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
        => visitor.Text("account", ref Account);
}
