using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Guards;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>
/// What a venue says of an order becomes its state. A repeated execution is booked once; a late one is booked whatever the order's state; an open
/// outcome keeps exposure and claims until the venue proves one.
/// </summary>
sealed class VenueReportHandler(
    EngineState state, TradeDesk trades, VenueRequests requests, VenueAnswers answers, UnknownOutcomes unknowns,
    VenueGuard guard, RefusalGuard refusals, ReportWriter reports, EventWriter events)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var report = ref message.VenueReport;
        var slot = state.Orders.Find(report.OrderId);
        guard.Heard(message.Venue, ref outbox);
        if (slot == 0 || state.Orders[slot].VenueLeg == 0 || state.Legs[state.Orders[slot].VenueLeg].Venue != message.Venue)
        {
            events.Alert(RejectReason.ReconMismatch, ScopeKind.Venue, VenueKey(message.Venue), 0, report.OrderId, ref outbox);
            if (report.Type == VenueReportType.Fill && state.Registry.KnowsVenue(message.Venue))
                guard.Differs(state.Scopes.Of(ScopeKind.Venue, message.Venue), report.LastQuantity.Raw, ref outbox);
            return;
        }

        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        if (!FixedText.IsEmpty(in report.VenueOrderId)) leg.VenueOrderId = report.VenueOrderId;
        if (report.Type is not (VenueReportType.Unknown or VenueReportType.None)) unknowns.Resolve(slot);
        switch (report.Type)
        {
            case VenueReportType.None:
                if (report.Contradicts) Differs(message.Venue, in state.Orders[slot], state.Orders[slot].Cum, report.LastQuantity.Raw, ref outbox);
                break;
            case VenueReportType.Accepted: Accepted(slot, in report, ref outbox); break;
            case VenueReportType.Rejected: Rejected(slot, in report, ref outbox); break;
            case VenueReportType.Fill: Fill(slot, message.Venue, in report, ref outbox); break;
            case VenueReportType.Canceled: answers.Ended(slot, OrdStatus.Canceled, in report, ref outbox); break;
            case VenueReportType.Expired: answers.Ended(slot, OrdStatus.Expired, in report, ref outbox); break;
            case VenueReportType.Replaced: answers.Replaced(slot, in report, ref outbox); break;
            case VenueReportType.Restated: Restated(slot, message.Venue, in report, ref outbox); break;
            case VenueReportType.RequestRejected: answers.RequestRejected(slot, in report, ref outbox); break;
            case VenueReportType.Unknown:
                if (!leg.Unknown) guard.Failed(message.Venue);
                unknowns.Begin(slot, ref outbox);
                break;
            case VenueReportType.NotFound: NotFound(slot, in report, ref outbox); break;
        }
    }

    void Accepted<TOutbox>(int slot, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (state.Orders[slot].Done) return;
        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        if (!leg.Accepted) Accept(slot, ref outbox);
        else if (leg.Pending != PendingRequest.None) answers.StillWorking(slot, in report, ref outbox);
        if (leg.CancelQueued && leg.Pending == PendingRequest.None) requests.SendCancel(slot, ref outbox);
    }

    // An execution proves the order as well as an acknowledgement does.
    void Accept<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        state.Legs[order.VenueLeg].Accepted = true;
        var told = order.Status != OrdStatus.PendingNew; // A stop order was new before it was sent.
        order.Status = OrdStatus.New;
        if (order.Parent == 0 && !told) reports.Change(slot, ExecType.New, ref outbox);
    }

    void Rejected<TOutbox>(int slot, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (order.Done) return;
        var venue = state.Legs[order.VenueLeg].Venue;
        guard.Failed(venue);
        refusals.AfterVenueRefusal(in order, venue, ref outbox);
        if (order.Cum != 0) answers.Ended(slot, OrdStatus.Canceled, in report, ref outbox);
        else answers.Refused(slot, RejectReason.VenueRejected, in report.Text, ref outbox);
    }

    // More than was ordered is nothing that our checks have seen.
    void Restated<TOutbox>(int slot, ushort venue, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var before = order.Quantity;
        if (answers.Restated(slot, in report, ref outbox) && order.Quantity > before)
            events.Alert(RejectReason.ReconMismatch, ScopeKind.Venue, VenueKey(venue), before, order.Quantity, ref outbox);
    }

    void NotFound<TOutbox>(int slot, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (order.Done) return;
        if (order.Cum == 0 && !state.Legs[order.VenueLeg].Accepted)
        {
            answers.Refused(slot, RejectReason.VenueUnknown, in report.Text, ref outbox);
            return;
        }

        // It was there once: gone without our seeing how.
        events.Alert(RejectReason.ReconMismatch, ScopeKind.Instrument, state.Registry.Symbols[order.Instrument], 0, order.OrderId, ref outbox);
        guard.Differs(state.Legs[order.VenueLeg].Venue, in order, order.Leaves, ref outbox);
        answers.Ended(slot, OrdStatus.Canceled, in report, ref outbox);
    }

    void Fill<TOutbox>(int slot, ushort venue, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (!IsBookable(in order, in report))
        {
            Differs(venue, in order, order.Cum, report.LastQuantity.Raw, ref outbox);
            return;
        }

        var quantity = NewQuantity(in order, venue, in report);
        if (quantity <= 0) return;
        ref var leg = ref state.Legs[order.VenueLeg];
        if (!order.Done && !leg.Accepted) Accept(slot, ref outbox);
        var cum = order.Cum + quantity;
        if (cum > order.Quantity) Differs(venue, in order, order.Quantity, cum, ref outbox);
        else if (report.CumQuantity.Raw > 0 && cum > report.CumQuantity.Raw && !report.PossibleDuplicate) Differs(venue, in order, report.CumQuantity.Raw, cum, ref outbox);
        else if (report.Contradicts) Differs(venue, in order, 0, quantity, ref outbox);
        PriceReference.Trade(state, order.Instrument, report.LastPrice.Raw);
        var trade = new Execution(report.LastPrice.Raw, quantity, ++state.LastTradeId, report.Liquidity == Liquidity.None ? Liquidity.Taker : report.Liquidity);
        trades.Book(slot, in trade, ChargeOf(in report, ref outbox), ref outbox);
        if (!order.Done && leg.CancelQueued && leg.Pending == PendingRequest.None) requests.SendCancel(slot, ref outbox);
    }

    /// <summary>A price and a quantity, of a size that books and balances hold.</summary>
    bool IsBookable(ref readonly Order order, ref readonly VenueReport report)
    {
        var (price, quantity) = (report.LastPrice.Raw, report.LastQuantity.Raw);
        return price > 0 && quantity > 0 && quantity < FixedMath.AmountMax && FixedMath.Notional(price, quantity) < FixedMath.AmountMax
            && order.Cum + quantity < FixedMath.AmountMax && Math.Abs(state.Positions[order.Position].Quantity) + quantity < FixedMath.AmountMax;
    }

    // The venue's books and ours are not the same: told to the operator, and to the limit on such differences.
    void Differs<TOutbox>(ushort venue, ref readonly Order order, long ours, long theirs, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        events.Alert(RejectReason.ReconMismatch, ScopeKind.Instrument, state.Registry.Symbols[order.Instrument], ours, theirs, ref outbox);
        guard.Differs(venue, in order, FixedMath.Saturate(Int128.Abs((Int128)theirs - ours)), ref outbox);
    }

    /// <summary>What of a reported fill is not booked yet.</summary>
    long NewQuantity(ref readonly Order order, ushort venue, ref readonly VenueReport report)
    {
        var missing = report.CumQuantity.Raw - order.Cum;
        if (report.PossibleDuplicate && report.CumQuantity.Raw > 0 && missing <= 0) return 0;
        if (FixedText.IsEmpty(in report.VenueExecId)) return report.CumQuantity.Raw > 0 ? missing : report.LastQuantity.Raw;
        return state.VenueExecIds.TryAdd(venue, order.OrderId, in report.VenueExecId) ? report.LastQuantity.Raw : 0;
    }

    FeeCharge ChargeOf<TOutbox>(ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (report.Fee.Raw == 0 || FixedText.IsEmpty(in report.FeeAsset)) return default;
        var asset = state.Registry.Assets.FindOrAdd(in report.FeeAsset);
        if (asset >= 0) return new FeeCharge(true, report.Fee.Raw, asset);
        events.Alert(EngineTable.Assets.Full(state.Registry.Assets.Capacity), ref outbox);
        return default;
    }

    Text24 VenueKey(ushort venue) => state.Registry.KnowsVenue(venue) ? Texts.Widen(in state.Registry.Venues[venue].Name) : default;
}
