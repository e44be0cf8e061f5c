using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.Venues.Fix;

/// <summary>
/// Takes the gateway's requests and sends them. TCP keeps their order, so a cancel may follow its order without waiting; what
/// the exchange has handled shows in the order of its answers.
/// </summary>
sealed class FixRequests(
    FixVenueOptions options, FixSession session, FixOrderTable orders, VenueReporter reporter, ReportFlow reports, ClientOrderIds ids)
{
    readonly OrderEncoder _encoder = new(session, ids);
    readonly SentLog _sent = new();

    /// <summary>No request and no question is without its answer.</summary>
    public bool IsSettled => orders.Open().TrueForAll(order => order.Pending.Count == 0 && order.AskedNanos == 0);

    public void Take(in VenueOrder request, long now)
    {
        if (request.Action == VenueAction.Query) Query(in request, now);
        else if (Refuse(in request) is { } refusal) reporter.Deny(request.Action, request.OrderId, request.Revision, refusal);
        else if (request.Action == VenueAction.New) Place(in request, now);
        else Change(in request, now);
    }

    /// <summary>The exchange refused the message with this number on the session level or as a business message.</summary>
    public void Refused(long msgSeqNum, string text)
    {
        if (_sent.TryFind(msgSeqNum, out var action, out var orderId, out var revision)) reports.Refuse(action, orderId, revision, text);
    }

    /// <summary>After a Logon: asks for all quotes, and how every order stands. The answers come behind what was resent.</summary>
    public void Resume(long now)
    {
        _encoder.AskQuotes(options.Instruments, now);
        foreach (var order in orders.Open()) Ask(order, Newest(order), now);
    }

    /// <summary>The connection is gone: what was not answered is open.</summary>
    public void Suspend()
    {
        foreach (var order in orders.Open()) foreach (var request in order.Pending) Open(order, request, "disconnected");
    }

    /// <summary>Asks for requests that have waited too long.</summary>
    public void Chase(long now)
    {
        var limit = now - (long)options.AnswerTimeout.TotalNanoseconds;
        foreach (var order in orders.Open())
        {
            if (order.Pending.Find(request => request.SentNanos < limit) is not { } late)
            {
                // A question that fell into a gap of the session is not resent, and nobody else asks again.
                if (order.AskedNanos != 0 && order.AskedNanos < limit) Ask(order, Newest(order), now);
                continue;
            }

            foreach (var request in order.Pending) request.SentNanos = now;
            Open(order, late, "no answer in time");
            Ask(order, Newest(order), now);
        }
    }

    /// <summary>The clock was set, or nothing ran for a while: how long answers have been waited for stays as it was.</summary>
    public void MoveTimers(long nanos)
    {
        foreach (var order in orders.Open())
        {
            if (order.AskedNanos != 0) order.AskedNanos += nanos;
            foreach (var request in order.Pending) request.SentNanos += nanos;
        }
    }

    /// <summary>The exchange does not know the id asked for: it may know the order by an older one, or never had it.</summary>
    public void AskOlder(long orderId, long now)
    {
        if (!orders.TryGet(orderId, out var order)) return;
        if (order.AskedRevision > 0) Ask(order, order.AskedRevision - 1, now);
        else reports.Lose(order);
    }

    /// <summary>A report could not be read: what it said shows in the order's status.</summary>
    public void AskAgain(long orderId, long now)
    {
        if (orders.TryGet(orderId, out var order) && !order.IsDone) Ask(order, Newest(order), now);
    }

    string? Refuse(in VenueOrder request)
    {
        if (reporter.State != VenueState.Up || !session.SendsLive) return "venue down";
        if (ids.Mint(request.OrderId, request.Revision) is null) return "client order id too long";
        if (request.Action == VenueAction.Cancel) return orders.TryGet(request.OrderId, out _) ? null : "order not known here";
        if (request.Action == VenueAction.Replace && !orders.TryGet(request.OrderId, out _)) return "order not known here";
        return OrderTerms.Refuse(in request);
    }

    void Place(in VenueOrder request, long now)
    {
        if (orders.TryGet(request.OrderId, out _))
        {
            Query(in request, now); // Placed before; to place it again could fill it twice.
            return;
        }

        var order = orders.Add(in request, recovered: false);
        Note(order, in request, _encoder.Place(in request, now), now);
    }

    void Change(in VenueOrder request, long now)
    {
        orders.TryGet(request.OrderId, out var order);
        if (order!.IsDone) reporter.Deny(request.Action, request.OrderId, request.Revision, "order is done");
        else if (request.Action == VenueAction.Cancel) Note(order, in request, _encoder.Cancel(order, request.Revision, now), now);
        else Note(order, in request, _encoder.Replace(order, in request, now), now);
    }

    void Query(in VenueOrder request, long now)
    {
        if (!orders.TryGet(request.OrderId, out var order)) order = orders.Add(in request, recovered: true);
        order.Cum = Math.Max(order.Cum, request.CumQuantity.Raw);
        order.QueriedRevision = request.Revision;
        order.QueriedSince = session.NextSenderMsgSeqNum;
        if (FixedText.IsEmpty(order.VenueOrderId)) order.VenueOrderId = request.VenueOrderId;
        if (session.SendsLive) Ask(order, Math.Max(Newest(order), request.Revision), now);
        // Otherwise the Logon that comes asks for all open orders.
    }

    void Ask(FixOrder order, int revision, long now)
    {
        order.AskedRevision = revision;
        if (_encoder.AskStatus(order, revision, now) is not (var number and > 0)) return;
        _sent.Add(number, VenueAction.Query, order.OrderId, revision);
        order.FirstQuestion = Math.Min(order.FirstQuestion, number);
        order.LastQuestion = number;
        order.AskedNanos = now;
    }

    void Note(FixOrder order, in VenueOrder request, long msgSeqNum, long now)
    {
        order.Pending.Add(new PendingRequest(request.Action, request.Revision, msgSeqNum, now));
        if (msgSeqNum > 0) _sent.Add(msgSeqNum, request.Action, request.OrderId, request.Revision);
    }

    void Open(FixOrder order, PendingRequest request, string text)
    {
        if (request.IsOpen) return;
        request.IsOpen = true;
        reporter.Report(VenueReportType.Unknown, order.OrderId, request.Revision, text);
    }

    static int Newest(FixOrder order) => order.Pending.Where(request => request.Action != VenueAction.Cancel).Select(request => request.Revision)
        .Append(Math.Max(order.LiveRevision, order.Recovered ? order.Terms.Revision : 0)).Max();
}
