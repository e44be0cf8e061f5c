namespace Gateway.Messages;

/// <summary>An instrument can be traded at an exchange; the header carries the exchange's number.</summary>
public struct RouteDefined : IFields
{
    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Its name over there.</summary>
    public Text24 VenueSymbol;

    /// <summary>Lower goes first when prices are equal.</summary>
    public int Priority;

    /// <summary>Fee for taking, in millionths of the notional.</summary>
    public int TakerFeeMicros;

    /// <summary>May be used.</summary>
    public bool Enabled;

    /// <summary>Sequence of the <see cref="ReloadRequested"/> that it is part of: who, when and why; 0 for the configuration at the start.</summary>
    public long Act;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("symbol", ref Symbol);
        visitor.Text("venueSymbol", ref VenueSymbol);
        visitor.Number("priority", ref Priority);
        visitor.Number("takerFeeMicros", ref TakerFeeMicros);
        visitor.Flag("enabled", ref Enabled);
        visitor.Number("act", ref Act);
    }
}
