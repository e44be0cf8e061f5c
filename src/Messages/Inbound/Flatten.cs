namespace Gateway.Messages;

/// <summary>An operator has the working orders of a scope cancelled and its positions closed.</summary>
public struct Flatten : IFields
{
    /// <summary>What it applies to.</summary>
    public ScopeKind Scope;

    /// <summary>Which; empty for the firm.</summary>
    public Text24 Key;

    /// <summary>Only say what would be done.</summary>
    public bool Drill;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <summary>Free text.</summary>
    public Text64 Why;

    /// <summary>Only another person than <see cref="By"/> may let the scope trade again.</summary>
    public bool SecondPerson;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("scope", ref Scope);
        visitor.Text("key", ref Key);
        visitor.Flag("drill", ref Drill);
        visitor.Text("by", ref By);
        visitor.Text("why", ref Why);
        visitor.Flag("secondPerson", ref SecondPerson);
    }
}
