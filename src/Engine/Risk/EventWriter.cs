using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Tells operators what the risk engine did and what deserves a look.</summary>
sealed class EventWriter(ReportWriter reports)
{
    internal void Alert<TOutbox>(RejectReason reason, ScopeKind scope, in Text24 key, long limit, long observed, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
        => Tell(RiskEventType.Alert, Rejection.Of(reason, limit, observed).At(scope, key), TradingState.Active, 0, default, ref outbox);

    internal void Alert<TOutbox>(in Rejection what, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => Tell(RiskEventType.Alert, in what, TradingState.Active, 0, default, ref outbox);

    internal void Tell<TOutbox>(
        RiskEventType type, in Rejection what, TradingState state, long until, in Text16 by, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => Tell(type, in what, state, until, in by, reports.Cause, ref outbox);

    /// <summary>Configuration that is not in force, with the instrument that it was about.</summary>
    internal void Refuse<TOutbox>(in Rejection why, in Text24 symbol, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var risk = ref reports.Begin(OutboundKind.RiskEvent, 0, reports.Cause, ref outbox).RiskEvent;
        risk.Type = RiskEventType.LimitRefused;
        risk.Rejection = why;
        risk.Symbol = symbol;
        outbox.Commit();
    }

    /// <summary>What one position would be closed with.</summary>
    internal void TellDrill<TOutbox>(in Rejection what, in Text24 symbol, long fillable, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var risk = ref reports.Begin(OutboundKind.RiskEvent, 0, reports.Cause, ref outbox).RiskEvent;
        risk.Type = RiskEventType.DrillClose;
        risk.Rejection = what;
        risk.Symbol = symbol;
        risk.Fillable = new Quantity(fillable);
        outbox.Commit();
    }

    /// <summary>Tells of what an earlier message began.</summary>
    internal void Tell<TOutbox>(
        RiskEventType type, in Rejection what, TradingState state, long until, in Text16 by, long correlation, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var risk = ref reports.Begin(OutboundKind.RiskEvent, 0, correlation, ref outbox).RiskEvent;
        risk.Type = type;
        risk.Rejection = what;
        risk.State = state;
        risk.Until = new Timestamp(until);
        risk.By = by;
        outbox.Commit();
    }
}
