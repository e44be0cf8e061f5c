namespace Gateway.Messages;

static class RejectionFields
{
    /// <summary>A refusal: rule and headroom follow from it.</summary>
    internal static void Visit<TVisitor>(ref Rejection rejection, ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        VisitEvent(ref rejection, ref visitor);
        if (!TVisitor.ShowsDerived) return;
        var headroom = rejection.Headroom;
        visitor.Number("headroom", ref headroom);
    }

    /// <summary>What an event is about: limit and observed value need not be two of a kind.</summary>
    internal static void VisitEvent<TVisitor>(ref Rejection rejection, ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("reason", ref rejection.Reason);
        visitor.Word("scope", ref rejection.Scope);
        visitor.Text("scopeKey", ref rejection.Key);
        visitor.Number("limit", ref rejection.Limit);
        visitor.Number("observed", ref rejection.Observed);
        if (!TVisitor.ShowsDerived) return;
        var rule = rejection.Reason.Rule();
        visitor.Number("rule", ref rule);
    }
}
