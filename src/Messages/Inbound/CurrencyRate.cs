namespace Gateway.Messages;

/// <summary>What a unit of a currency is worth in the money that limits are in.</summary>
public struct CurrencyRate : IFields
{
    /// <summary>The currency.</summary>
    public Text16 Currency;

    /// <summary>Units of the limits' money for one of it.</summary>
    public Price Rate;

    /// <summary>Sequence of the <see cref="ReloadRequested"/> that it is part of: who, when and why; 0 for the configuration at the start.</summary>
    public long Act;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("currency", ref Currency);
        visitor.Price("rate", ref Rate);
        visitor.Number("act", ref Act);
    }
}
