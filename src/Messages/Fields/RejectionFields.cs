namespace Gateway.Messages;

static class RejectionFields
{
    internal static void Visit<TVisitor>(ref Rejection rejection, ref TVisitor visitor)
        where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("reason", ref rejection.Reason);
        visitor.Word("scope", ref rejection.Scope);
        visitor.Text("scopeKey", ref rejection.Key);
        visitor.Number("limit", ref rejection.Limit);
        visitor.Number("observed", ref rejection.Observed);
        if (!TVisitor.ShowsDerived) return;
        var rule = rejection.Reason.Rule();
        var headroom = rejection.Headroom;
        visitor.Number("rule", ref rule);
        visitor.Number("headroom", ref headroom);
    }
}
