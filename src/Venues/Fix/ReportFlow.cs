using System.Globalization;
using Gateway.Messages;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Fix;

/// <summary>Execution reports into reports of the house: each execution once, late and resent ones included.</summary>
sealed class ReportFlow(FixOrderTable orders, VenueReporter reporter, ILogger logger)
{
    const long RejUnknownOrder = 5;

    /// <summary>Deals with a report; true when the exchange does not know the id that a status request asked for.</summary>
    public bool Apply(in FixReport report)
    {
        var order = Order(in report);
        if (report.ExecType == (byte)ExecType.OrderStatus) return ApplyStatus(order, in report);
        if (FixedText.IsEmpty(in report.ExecId) || !order.IsNew(in report.ExecId)) return false;
        order.VenueOrderId = report.VenueOrderId;
        ApplyExecution(order, in report);
        return false;
    }

    /// <summary>The exchange refuses a request for good.</summary>
    public void Refuse(VenueAction action, long orderId, int revision, string text)
    {
        if (action == VenueAction.Query || !orders.TryGet(orderId, out var order) || !order.Settle(revision)) return;
        if (action == VenueAction.New) orders.Finish(order);
        reporter.Deny(action, orderId, revision, text);
    }

    /// <summary>The exchange never had the order; it has handled all that we sent before it said so.</summary>
    public void Lose(FixOrder order)
    {
        orders.Finish(order);
        reporter.Report(VenueReportType.NotFound, order.OrderId, 0, "the venue never received it");
    }

    void ApplyExecution(FixOrder order, in FixReport report)
    {
        switch ((ExecType)report.ExecType)
        {
            case ExecType.New:
                Acknowledge(order, in report);
                break;
            case ExecType.Trade:
                Acknowledge(order, in report);
                if (report.Cum <= order.BookedUnreported) break; // Resent after it was booked without its report.
                if (!order.Recovered) BookLost(order, in report);
                order.Cum = Math.Max(order.Cum, report.Cum);
                Tell(order, VenueReportType.Fill, order.LiveRevision, in report);
                if (report.OrdStatus == (byte)OrdStatus.Filled) Fulfil(order);
                break;
            case ExecType.Replaced:
                TakeTerms(order, in report);
                break;
            case ExecType.Restated:
                Reprice(order, in report);
                break;
            case ExecType.Rejected:
                End(order, VenueReportType.Rejected, in report);
                break;
            case ExecType.Canceled:
                End(order, VenueReportType.Canceled, in report);
                break;
            case ExecType.Expired or ExecType.DoneForDay:
                End(order, VenueReportType.Expired, in report);
                break;
            case ExecType.PendingNew or ExecType.PendingCancel or ExecType.PendingReplace:
                break; // Says only that an answer will follow.
            default:
                logger.LogError("Execution {ExecId} of order {OrderId} is of type {Type}, which is not understood", report.ExecId, order.OrderId, (char)report.ExecType);
                break;
        }
    }

    /// <summary>
    /// A status is what holds after all that we sent before the question, and says nothing of what was sent since. What it does not show
    /// was not carried out; fills that no report has told are booked as one. Answers to questions of an earlier run, which are resent, are passed over.
    /// </summary>
    bool ApplyStatus(FixOrder order, in FixReport report)
    {
        var question = report.Question > 0 ? report.Question : order.LastQuestion;
        if (order.IsDone || question < order.FirstQuestion) return false;
        if (question == order.LastQuestion) order.AskedNanos = 0;
        // Only the latest question is followed by one for an older id.
        if (report.OrdStatus == (byte)OrdStatus.Rejected && report.RejectReason == RejUnknownOrder) return question == order.LastQuestion;
        order.VenueOrderId = report.VenueOrderId;
        if (order.QueriedRevision is { } queried && question >= order.QueriedSince && (OrdStatus)report.OrdStatus is OrdStatus.New or OrdStatus.PartiallyFilled) Restate(order, queried, in report);
        else if (report.OrdStatus != (byte)OrdStatus.Rejected) Acknowledge(order, in report);
        if (report.Revision > order.LiveRevision) TakeTerms(order, in report);
        if (report.Cum > order.Cum) BookMissing(order, in report);
        switch ((OrdStatus)report.OrdStatus)
        {
            case OrdStatus.Filled:
                Fulfil(order);
                break;
            case OrdStatus.Canceled:
                End(order, VenueReportType.Canceled, in report);
                break;
            case OrdStatus.Expired or OrdStatus.DoneForDay:
                End(order, VenueReportType.Expired, in report);
                break;
            case OrdStatus.Rejected:
                End(order, VenueReportType.Rejected, in report);
                break;
            case OrdStatus.New or OrdStatus.PartiallyFilled:
                RefusePending(order, "not carried out", question);
                break;
        }

        return false;
    }

    /// <summary>Answers who asked: the order works, and the last request known to them was not carried out if this does not show it.</summary>
    void Restate(FixOrder order, int queried, in FixReport report)
    {
        order.Settle(0);
        order.Acknowledged = true;
        order.QueriedRevision = null;
        Tell(order, VenueReportType.Accepted, Math.Max(queried, report.Revision), report with { LastQuantity = 0, PossibleDuplicate = true });
    }

    void Acknowledge(FixOrder order, in FixReport report)
    {
        order.Settle(0);
        if (order.Acknowledged) return;
        order.Acknowledged = true;
        Tell(order, VenueReportType.Accepted, 0, report with { LastQuantity = 0 });
    }

    // Some say so to what we asked for; with the id in force it is the exchange's own doing.
    void Reprice(FixOrder order, in FixReport report)
    {
        Acknowledge(order, in report);
        if (report.Revision > order.LiveRevision)
        {
            TakeTerms(order, in report);
            return;
        }

        (order.Terms.Quantity, order.Terms.Price) = (new(report.Quantity), new(report.Price));
        Tell(order, VenueReportType.Restated, report.Revision, report with { LastQuantity = 0 });
    }

    void TakeTerms(FixOrder order, in FixReport report)
    {
        order.Settle(report.Revision);
        order.LiveRevision = report.Revision;
        (order.Terms.Quantity, order.Terms.Price) = (new(report.Quantity), new(report.Price));
        Tell(order, VenueReportType.Replaced, report.Revision, report with { LastQuantity = 0 });
    }

    /// <summary>The price is the exchange's average: exact for an order whose first fills these are.</summary>
    void BookMissing(FixOrder order, in FixReport report)
    {
        var missing = report.Cum - order.Cum;
        order.Cum = order.BookedUnreported = report.Cum;
        var fill = report with { LastQuantity = missing, LastPrice = report.AveragePrice, Text = VenueText.Clip40("reports lost, at the average price") };
        fill.ExecId = VenueText.Clip40(string.Create(CultureInfo.InvariantCulture, $"status-{report.VenueOrderId}-{FixedPoint.ToString(report.Cum)}"));
        Tell(order, VenueReportType.Fill, order.LiveRevision, in fill);
    }

    /// <summary>
    /// Reports come in order: what the total of this one says beyond those that came was in reports that were lost, such as those that the session had to
    /// refuse. No status would tell of them once the total is known. Of an order found again, who asked may know more than came here.
    /// </summary>
    void BookLost(FixOrder order, in FixReport report)
    {
        var before = report.Cum - report.LastQuantity;
        if (before <= order.Cum) return;
        var worth = (Int128)report.AveragePrice * report.Cum - (Int128)report.LastPrice * report.LastQuantity;
        BookMissing(order, report with { Cum = before, AveragePrice = worth > 0 ? (long)(worth / before) : report.LastPrice, Fee = 0 });
    }

    void Fulfil(FixOrder order)
    {
        RefusePending(order, "too late: FILLED");
        orders.Finish(order);
    }

    void End(FixOrder order, VenueReportType type, in FixReport report)
    {
        var cancel = order.Pending.Find(request => request.Action == VenueAction.Cancel);
        var revision = type == VenueReportType.Canceled && cancel is not null ? cancel.Revision : report.Revision;
        if (order.IsDone) return;
        orders.Finish(order);
        Tell(order, type, revision, report with { LastQuantity = 0 });
    }

    /// <param name="order">The order.</param>
    /// <param name="text">Why.</param>
    /// <param name="before">Of the requests sent before this message.</param>
    void RefusePending(FixOrder order, string text, long before = long.MaxValue)
    {
        foreach (var request in order.Pending.Where(request => request.MsgSeqNum < before && request.Action is (VenueAction.Cancel or VenueAction.Replace)))
            reporter.Deny(request.Action, order.OrderId, request.Revision, text);
        order.Pending.RemoveAll(request => request.MsgSeqNum < before);
    }

    /// <summary>The order; one that this process does not know is taken in, for a late fill must be booked.</summary>
    FixOrder Order(in FixReport report)
    {
        if (orders.TryGet(report.OrderId, out var known)) return known;
        var terms = new VenueOrder { OrderId = report.OrderId, VenueSymbol = report.Symbol, Quantity = new(report.Quantity), Price = new(report.Price), Side = report.Side };
        return orders.Add(in terms, recovered: true);
    }

    void Tell(FixOrder order, VenueReportType type, int revision, in FixReport report) => reporter.Report(new VenueReport
    {
        Type = type,
        OrderId = order.OrderId,
        Revision = revision,
        VenueOrderId = report.VenueOrderId,
        VenueExecId = report.ExecId,
        LastPrice = new(type == VenueReportType.Fill ? report.LastPrice : report.Price),
        LastQuantity = new(report.LastQuantity),
        CumQuantity = new(report.Cum),
        OrderQuantity = new(report.Quantity),
        Fee = new(type == VenueReportType.Fill ? report.Fee : 0),
        FeeAsset = type == VenueReportType.Fill ? report.FeeAsset : default,
        Liquidity = type == VenueReportType.Fill ? report.Liquidity : Liquidity.None,
        PossibleDuplicate = report.PossibleDuplicate || order.Recovered,
        Text = report.Text,
    });
}
