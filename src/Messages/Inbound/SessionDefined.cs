namespace Gateway.Messages;

/// <summary>A FIX session of a strategy or a drop copy; the header carries its number.</summary>
public struct SessionDefined : IFields
{
    /// <summary>The strategy's CompID.</summary>
    public Text32 CompId;

    /// <summary>Used when an order names none.</summary>
    public Text16 DefaultAccount;

    /// <summary>Read-only: receives copies, may not trade.</summary>
    public bool DropCopy;

    /// <summary>Cancel its orders when it is lost.</summary>
    public bool CancelOnDisconnect;

    /// <summary>FIX version of the session: FIX.4.4, FIXT.1.1 …</summary>
    public Text16 BeginString;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("compId", ref CompId);
        visitor.Text("defaultAccount", ref DefaultAccount);
        visitor.Flag("dropCopy", ref DropCopy);
        visitor.Flag("cancelOnDisconnect", ref CancelOnDisconnect);
        visitor.Text("beginString", ref BeginString);
    }
}
