namespace Gateway.Messages;

/// <summary>An operator ends the lockout of a scope.</summary>
public struct LockoutRelease : IFields
{
    /// <summary>What it applies to.</summary>
    public ScopeKind Scope;

    /// <summary>Which; empty for the firm.</summary>
    public Text24 Key;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <summary>Free text.</summary>
    public Text64 Why;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("scope", ref Scope);
        visitor.Text("key", ref Key);
        visitor.Text("by", ref By);
        visitor.Text("why", ref Why);
    }
}
