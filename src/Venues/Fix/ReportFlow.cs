using System.Globalization;
using Gateway.Messages;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Fix;

/// <summary>Execution reports into reports of the house: each execution once, late and resent ones included.</summary>
sealed class ReportFlow(FixOrderTable orders, VenueReporter reporter, ILogger logger)
{
    const long RejUnknownOrder = 5;
    const ExecType TradeCorrect = (ExecType)'G';
    const ExecType TradeCancel = (ExecType)'H';

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

    /// <summary>Looks for the order of a report without an id of ours by the exchange's.</summary>
    public bool TryRecognise(ref FixReport report)
    {
        if (orders.FindByVenueOrderId(report.VenueOrderId) is not { } order) return false;
        (report.OrderId, report.Revision) = (order.OrderId, order.LiveRevision);
        return true;
    }

    /// <summary>A report on no order of ours. An execution among them is money that our books do not have.</summary>
    public void Disown(in FixReport report)
    {
        logger.LogWarning("A report on an order that is not ours: OrderID {VenueOrderId}, ExecID {ExecId}, type {Type}", report.VenueOrderId, report.ExecId, (char)report.ExecType);
        if (report.LastQuantity > 0)
            reporter.Report(new VenueReport
            {
                Type = VenueReportType.Fill, VenueOrderId = report.VenueOrderId, VenueExecId = report.ExecId, LastPrice = new(report.LastPrice), LastQuantity = new(report.LastQuantity),
                PossibleDuplicate = report.PossibleDuplicate, Contradicts = true, Text = VenueText.Clip40("no order of ours"),
            });
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
        if ((ExecType)report.ExecType is ExecType.Canceled or ExecType.Expired or ExecType.DoneForDay or ExecType.Replaced) BookUntold(order, in report);
        switch ((ExecType)report.ExecType)
        {
            case ExecType.New:
                Acknowledge(order, in report);
                break;
            case ExecType.Trade:
                TakeTrade(order, in report);
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
            case TradeCorrect or TradeCancel:
                logger.LogError("Execution {ExecId} of order {OrderId} takes back or corrects another one: {Text}", report.ExecId, order.OrderId, report.Text);
                Tell(order, VenueReportType.None, order.LiveRevision, in report);
                break;
            default:
                logger.LogError("Execution {ExecId} of order {OrderId} is of type {Type}, which is not understood", report.ExecId, order.OrderId, (char)report.ExecType);
                if (report.LastQuantity > 0 && report.LastPrice != 0 && (report.Cum == 0 || report.Cum > order.Cum)) TakeTrade(order, in report);
                break;
        }
    }

    /// <summary>Something was executed: what the report says of it counts more than what it calls it.</summary>
    void TakeTrade(FixOrder order, in FixReport report)
    {
        Acknowledge(order, in report);
        if (report.LastQuantity <= 0)
        {
            if (report.Cum > order.Cum) BookUntold(order, in report);
            else Tell(order, VenueReportType.Fill, order.LiveRevision, in report); // No execution, and the books say so to the operator.
            return;
        }

        var cum = report.Cum > 0 ? report.Cum : (long)Int128.Min(long.MaxValue, (Int128)order.Cum + report.LastQuantity); // Some do not tell totals.
        if (cum <= order.BookedUnreported) return; // Resent after it was booked without its report.
        if (!order.Recovered) BookLost(order, in report);
        order.Cum = Math.Max(order.Cum, cum);
        Tell(order, VenueReportType.Fill, order.LiveRevision, in report);
        if (report.OrdStatus == (byte)OrdStatus.Filled) Fulfil(order);
    }

    /// <summary>A report of another kind has a greater total than the executions that came: theirs were lost, and none will tell of them.</summary>
    void BookUntold(FixOrder order, in FixReport report)
    {
        if (order.Recovered || order.IsDone || report.Cum <= order.Cum) return;
        Acknowledge(order, in report);
        BookMissing(order, in report);
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

    /// <summary>The price is the exchange's average: exact for an order whose first fills these are. Without one it is the order's limit.</summary>
    void BookMissing(FixOrder order, in FixReport report)
    {
        var missing = report.Cum - order.Cum;
        order.Cum = order.BookedUnreported = report.Cum;
        var fill = report with { LastQuantity = missing, LastPrice = report.AveragePrice > 0 ? report.AveragePrice : order.Terms.Price.Raw, Text = VenueText.Clip40("reports lost, at the average price") };
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
        var average = worth / before;
        BookMissing(order, report with { Cum = before, AveragePrice = average > 0 && average <= long.MaxValue ? (long)average : report.LastPrice, Fee = 0 });
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
        Contradicts = type == VenueReportType.None || type == VenueReportType.Fill && IsOfAnother(order, in report),
        Text = report.Text,
    });

    // By its id it is this order's; what the exchange says beside that is not.
    static bool IsOfAnother(FixOrder order, in FixReport report)
    {
        ref readonly var terms = ref order.Terms;
        return !FixedText.IsEmpty(in report.Symbol) && !FixedText.IsEmpty(in terms.VenueSymbol) && !report.Symbol.Equals(terms.VenueSymbol)
            || (byte)report.Side != 0 && (byte)terms.Side != 0 && report.Side == Side.Buy != (terms.Side == Side.Buy);
    }
}
