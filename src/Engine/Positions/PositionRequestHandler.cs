using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Positions;

/// <summary>Position requests: one report for each position of the account, flat ones included, in the order of first use.</summary>
sealed class PositionRequestHandler(EngineState state, OrderLookup lookup, PositionReporter positions, ReportWriter reports)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.PositionRequest;
        var rejection = Check(in message, out var account, out var instrument);
        var count = rejection.IsRejected ? 0 : Count(account, instrument);
        if (count == 0)
        {
            Begin(in message, 0, ref outbox).Rejection = rejection;
            outbox.Commit();
            return;
        }

        for (var number = 0; number < state.Positions.Count; number++)
        {
            ref var position = ref state.Positions[number];
            if (!Means(in position, account, instrument)) continue;
            ref var report = ref Begin(in message, count, ref outbox);
            report.Symbol = state.Registry.Symbols[position.Instrument];
            report.Quantity = new Quantity(position.Quantity);
            report.AveragePrice = new Price(position.AveragePrice);
            report.MarkPrice = new Price(positions.Mark(position.Instrument));
            report.RealizedPnl = new Money(Ledger.Money(position.Realized));
            report.UnrealizedPnl = new Money(positions.Unrealized(in position));
            outbox.Commit();
        }
    }

    Rejection Check(ref readonly Inbound message, out int account, out int instrument)
    {
        ref readonly var request = ref message.PositionRequest;
        (account, instrument) = (-1, -1);
        if (!lookup.MayTrade(message.Session)) return Rejection.Of(RejectReason.NotAuthorised);
        if (message.Fault != RejectReason.None) return Rejection.Of(message.Fault, 0, message.FaultObserved);
        if ((account = state.Registry.AccountNames.Find(in request.Account)) < 0) return Rejection.Of(RejectReason.UnknownAccount);
        if (FixedText.IsEmpty(in request.Symbol)) return default;
        return (instrument = state.Registry.Symbols.Find(in request.Symbol)) < 0 ? Rejection.Of(RejectReason.UnknownInstrument) : default;
    }

    int Count(int account, int instrument)
    {
        var count = 0;
        for (var number = 0; number < state.Positions.Count; number++)
            if (Means(in state.Positions[number], account, instrument))
                count++;
        return count;
    }

    static bool Means(ref readonly Position position, int account, int instrument)
        => position.Account == account && (instrument < 0 || position.Instrument == instrument);

    ref PositionReport Begin<TOutbox>(ref readonly Inbound message, int count, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.PositionRequest;
        ref var report = ref reports.Begin(OutboundKind.PositionReport, message.Session, state.Cause, ref outbox).PositionReport;
        report.RequestId = request.RequestId;
        report.Account = request.Account;
        report.ReportId = ++state.LastReportId;
        report.Reports = count;
        return ref report;
    }
}
