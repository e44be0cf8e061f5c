using Gateway.Messages;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Venues.Simulated;

/// <content>What members ask for.</content>
public sealed partial class SimulatedExchange
{
    internal (ExchangeOrder? Order, Refusal? Refusal) Place(string owner, PlaceRequest request)
    {
        lock (_gate)
        {
            if (Refuse(owner, request) is { } refusal) return (null, refusal);
            var order = new ExchangeOrder
            {
                Id = ++_lastOrderId, Owner = owner, ClientId = request.ClientId, Symbol = request.Symbol, Side = request.Side, Type = request.Type,
                TimeInForce = request.TimeInForce, PostOnly = request.PostOnly, Price = request.Price, Quantity = request.Quantity,
                TimeNanos = Now, UpdateNanos = Now,
            };
            Keep(order);
            Remember(new StoreLine { Event = "place", OrderId = order.Id, TimeNanos = order.TimeNanos, Owner = owner, Request = request });
            Tell(ExecType.New, order, order.ClientId, "", null);
            Enter(order);
            QuoteChanged?.Invoke(order.Symbol);
            return (order, null);
        }
    }

    internal (ExchangeOrder? Order, Refusal? Refusal) Cancel(string owner, string symbol, string clientId, string cancelId)
    {
        lock (_gate)
        {
            if (!_byClientId.TryGetValue((owner, clientId), out var order) || order.Symbol != symbol || !order.IsOpen)
                return (order, new(-2011, "Unknown order sent."));
            End(order, OrdStatus.Canceled, cancelId, clientId);
            QuoteChanged?.Invoke(symbol);
            return (order, null);
        }
    }

    /// <summary>Changes an open order in place, as FIX does: id and fills stay, its place in the queue only if it merely shrinks.</summary>
    internal (ExchangeOrder? Order, Refusal? Refusal) Replace(string owner, string clientId, string newClientId, long price, long quantity)
    {
        lock (_gate)
        {
            if (!_byClientId.TryGetValue((owner, clientId), out var order) || !order.IsOpen) return (order, new(-2011, "Unknown order sent."));
            if (quantity <= order.Executed) return (order, new(-2010, "Quantity not above what is filled."));
            var request = new PlaceRequest(order.Symbol, newClientId, order.Side, order.Type, order.TimeInForce, order.PostOnly, price, quantity);
            if (OrderRules.Check(_instruments[order.Symbol], request) is { } refusal) return (order, refusal);
            Amend(order, newClientId, price, quantity);
            return (order, null);
        }
    }

    internal ExchangeOrder? Find(string owner, string clientId)
    {
        lock (_gate)
        {
            return _byClientId.GetValueOrDefault((owner, clientId));
        }
    }

    internal List<ExchangeOrder> Orders(string owner, Func<ExchangeOrder, bool> where)
    {
        lock (_gate)
        {
            return [.. _orders.Values.Where(order => order.Owner == owner && where(order)).OrderBy(order => order.Id)];
        }
    }

    /// <summary>Reads an order's changing parts in one piece.</summary>
    internal T Read<T>(ExchangeOrder order, Func<ExchangeOrder, T> read)
    {
        lock (_gate)
        {
            return read(order);
        }
    }

    Refusal? Refuse(string owner, PlaceRequest request)
    {
        if (OrderRules.Check(_instruments.GetValueOrDefault(request.Symbol), request) is { } refusal) return refusal;
        if (_byClientId.TryGetValue((owner, request.ClientId), out var known) && known.IsOpen) return new(-2010, "Duplicate order sent.");
        var book = _books[request.Symbol];
        var limit = request.Type == OrderType.Market ? (long?)null : request.Price;
        if (request.PostOnly && book.Opposite(request.Side, limit) is not null) return new(-2010, "Order would immediately match and take.");
        return request.TimeInForce == TimeInForce.FillOrKill && book.Opposites(request.Side, limit).Sum(order => order.Leaves) < request.Quantity
            ? new(-2010, "Order could not be filled completely.")
            : null;
    }

    void Amend(ExchangeOrder order, string newClientId, long price, long quantity)
    {
        var keepsPlace = price == order.Price && quantity <= order.Quantity;
        var originalClientId = order.ClientId;
        if (!keepsPlace) _books[order.Symbol].Remove(order);
        order.ClientId = newClientId;
        order.Price = price;
        order.Quantity = quantity;
        order.UpdateNanos = Now;
        _byClientId[(order.Owner, newClientId)] = order;
        Remember(new StoreLine { Event = "replace", OrderId = order.Id, TimeNanos = order.UpdateNanos, ClientId = newClientId, Price = price, Quantity = quantity });
        Tell(ExecType.Replaced, order, newClientId, originalClientId, null);
        if (!keepsPlace) Enter(order);
        QuoteChanged?.Invoke(order.Symbol);
    }

    void Keep(ExchangeOrder order)
    {
        _orders[order.Id] = order;
        _byClientId[(order.Owner, order.ClientId)] = order;
    }

    void Reload()
    {
        var lines = _store?.Load() ?? [];
        foreach (var line in lines) Recall(line);
        _lastExecId = lines.Count; // Each line was told once: no id is used twice.
        foreach (var order in _orders.Values.Where(order => order.IsOpen).OrderBy(order => order.Id))
        {
            if (!_books.TryGetValue(order.Symbol, out var book)) _books[order.Symbol] = book = new ExchangeBook(); // No longer listed: it rests until it is cancelled.
            book.Add(order);
        }
    }

    void Recall(StoreLine line)
    {
        if (line is { Event: "place", Request: { } request, Owner: { } owner })
        {
            Keep(new ExchangeOrder
            {
                Id = line.OrderId, Owner = owner, ClientId = request.ClientId, Symbol = request.Symbol, Side = request.Side, Type = request.Type,
                TimeInForce = request.TimeInForce, PostOnly = request.PostOnly, Price = request.Price, Quantity = request.Quantity,
                TimeNanos = line.TimeNanos, UpdateNanos = line.TimeNanos,
            });
            _lastOrderId = Math.Max(_lastOrderId, line.OrderId);
            return;
        }

        var order = _orders[line.OrderId];
        if (line.Trade is { } trade)
        {
            Matcher.Fill(order, trade);
            _lastTradeId = Math.Max(_lastTradeId, trade.Id);
        }
        else if (line.Event == "replace")
        {
            (order.ClientId, order.Price, order.Quantity) = (line.ClientId!, line.Price, line.Quantity);
            _byClientId[(order.Owner, order.ClientId)] = order;
        }
        else
        {
            order.Status = line.Status;
        }
    }
}
