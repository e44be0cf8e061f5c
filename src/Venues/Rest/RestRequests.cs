using Gateway.Messages;

namespace Gateway.Venues.Rest;

/// <summary>Takes the gateway's requests, refuses what cannot be sent, and queues the rest behind its order's earlier requests.</summary>
sealed class RestRequests
{
    readonly Desk _desk;
    readonly PlaceFlow _place;
    readonly CancelFlow _cancel;
    readonly ReplaceFlow _replace;
    readonly QueryFlow _query;

    public RestRequests(Desk desk, OrderLedger ledger, OutcomeFinder finder, QueryFlow query)
    {
        _desk = desk;
        _place = new PlaceFlow(desk, ledger, finder);
        _cancel = new CancelFlow(desk, ledger, finder);
        _replace = new ReplaceFlow(desk, ledger, _cancel, _place);
        _query = query;
    }

    public void Take(in VenueOrder request)
    {
        if (request.Action == VenueAction.Query) Query(in request);
        else if (Refuse(in request) is { } refusal) _desk.Reporter.Deny(request.Action, request.OrderId, request.Revision, refusal);
        else if (request.Action == VenueAction.New) Place(in request);
        else Change(request);
    }

    string? Refuse(in VenueOrder request)
    {
        if (_desk.Reporter.State == VenueState.Down) return "venue down";
        if (request.Action != VenueAction.New) return _desk.Orders.TryGet(request.OrderId, out _) ? null : "order not known here";
        if (_desk.Reporter.State == VenueState.Degraded) return "venue degraded";
        if (_desk.Ids.Mint(request.OrderId, request.Revision) is null) return "client order id too long";
        return OrderTerms.Refuse(in request);
    }

    void Place(in VenueOrder request)
    {
        if (_desk.Orders.TryGet(request.OrderId, out _))
        {
            Query(in request); // Placed before; to place it again could fill it twice.
            return;
        }

        var order = new TrackedOrder(in request);
        order.Leg(request.Revision, _desk.Ids.Mint(request.OrderId, request.Revision)!, request.Price.Raw, request.Quantity.Raw);
        _desk.Orders.Add(order);
        _desk.EnqueueRequest(order, request.Revision, () => _place.RunAsync(order));
    }

    void Change(VenueOrder request)
    {
        _desk.Orders.TryGet(request.OrderId, out var order);
        _desk.EnqueueRequest(order!, request.Revision, () => request.Action == VenueAction.Cancel
            ? _cancel.RunAsync(order!, request.Revision)
            : _replace.RunAsync(order!, request));
    }

    void Query(in VenueOrder request)
    {
        if (!_desk.Orders.TryGet(request.OrderId, out var order))
        {
            order = new TrackedOrder(in request) { Recovered = true, IsLoaded = false };
            _desk.Orders.Add(order);
        }

        if (order.Requests > 0) return; // What is under way will tell.
        order.IsAskedFor = true;
        var copy = request;
        _desk.EnqueueRequest(order, request.Revision, () => _query.RunAsync(order, copy));
    }
}
