namespace Gateway.Messages;

/// <summary>Something the risk engine did on its own: a lockout, a state, a limit, an enforcement.</summary>
public struct RiskEvent : IFields
{
    /// <summary>What.</summary>
    public RiskEventType Type;

    /// <summary>Rule, scope, limit and observed value.</summary>
    public Rejection Rejection;

    /// <summary>State of the scope after it.</summary>
    public TradingState State;

    /// <summary>End of a lockout.</summary>
    public Timestamp Until;

    /// <summary>Who, if a person.</summary>
    public Text16 By;

    /// <summary>The instrument, where the event is about one position of the scope.</summary>
    public Text24 Symbol;

    /// <summary>Drill: what could trade at once.</summary>
    public Quantity Fillable;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("type", ref Type);
        RejectionFields.VisitEvent(ref Rejection, ref visitor);
        visitor.Word("state", ref State);
        visitor.Time("until", ref Until);
        visitor.Text("by", ref By);
        visitor.Text("symbol", ref Symbol);
        visitor.Quantity("fillable", ref Fillable);
    }
}
