using Gateway.Engine.Matching;
using Gateway.Engine.Orders;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine;

public sealed partial class ExecutionEngine
{
    /// <summary>The hash of the whole state: everything that a later answer can depend on. Off the hot path.</summary>
    public StateHash StateHash()
    {
        var hash = default(HashBuilder);
        hash.Add(_state.Now);
        hash.Add(_state.Day);
        hash.Add(_state.LastOrderId);
        hash.Add(_state.LastExecId);
        hash.Add(_state.LastTradeId);
        hash.Add(_state.LastReportId);
        AddRegistry(ref hash);
        AddScopes(ref hash);
        AddOrders(ref hash);
        AddHoldings(ref hash);
        _state.VenueExecIds.AddTo(ref hash);
        _state.PendingLegs.AddTo(ref hash);
        return hash.Value;
    }

    // Numbers depend on the order of definition and stay out: everything is named.
    void AddRegistry(ref HashBuilder hash)
    {
        var registry = _state.Registry;
        foreach (ref var session in registry.Sessions.AsSpan()) session.AddTo(ref hash);
        foreach (ref var venue in registry.Venues.AsSpan()) venue.AddTo(ref hash);
        var sum = default(HashSum);
        for (var i = 0; i < registry.AccountNames.Count; i++) AddNamed(ref sum, 1, in registry.AccountNames[i], in registry.Accounts[i]);
        for (var i = 0; i < registry.GroupNames.Count; i++) sum.Add(HashOfGroup(i));
        for (var i = 0; i < registry.Symbols.Count; i++) sum.Add(HashOfInstrument(i));
        hash.Add(in sum);
    }

    static void AddNamed(ref HashSum sum, int kind, in Text16 name, in Reference.Account account)
    {
        var hash = default(HashBuilder);
        hash.Add(kind);
        hash.Add(in name);
        account.AddTo(ref hash);
        sum.Add(hash.Value);
    }

    StateHash HashOfGroup(int group)
    {
        var hash = default(HashBuilder);
        hash.Add(in _state.Registry.GroupNames[group]);
        hash.Add((long)_state.Registry.Groups[group].Policy);
        hash.Add(_state.Registry.Groups[group].Announced);
        foreach (ref var member in _state.Registry.MembersOf(group)) member.AddTo(ref hash);
        return hash.Value;
    }

    StateHash HashOfInstrument(int number)
    {
        var hash = default(HashBuilder);
        hash.Add(in _state.Registry.Symbols[number]);
        _state.Registry.Instruments[number].AddTo(ref hash);
        var routes = default(HashSum);
        for (var next = _state.Registry.Instruments[number].FirstRoute; next != 0; next = _state.Registry.Routes[next - 1].Next)
        {
            var route = default(HashBuilder);
            _state.Registry.Routes[next - 1].AddTo(ref route);
            routes.Add(route.Value);
        }

        hash.Add(in routes);
        if (_state.Registry.Books[number] is not { } book) return hash.Value;
        var content = default(Matching.StateHash);
        var identity = new OrderIdentity(_state.Orders);
        book.AddTo(ref content, ref identity);
        hash.Add(content.Value);
        return hash.Value;
    }

    readonly struct OrderIdentity(OrderTable orders) : IOrderIdentity
    {
        public long IdentityOf(int user) => orders[user].OrderId;
    }

    void AddScopes(ref HashBuilder hash)
    {
        var sum = default(HashSum);
        for (var scope = 0; scope < _state.Scopes.Count; scope++)
            if (_state.Scopes.IsUsed(scope))
                sum.Add(HashOfScope(scope));
        hash.Add(in sum);
        for (var kind = ScopeKind.None; kind <= ScopeKind.Group; kind++)
            for (var rule = Rule.StaleRequest; rule < Rule.Count; rule++)
                _state.Scopes.DefaultOf(kind, rule).AddTo(ref hash);
    }

    StateHash HashOfScope(int scope)
    {
        var hash = default(HashBuilder);
        hash.Add((long)_state.Scopes.KindOf(scope));
        hash.Add(_state.Scopes.KeyOf(scope, _state.Registry));
        _state.Scopes.States[scope].AddTo(ref hash);
        _state.Scopes.Usages[scope].AddTo(ref hash);
        for (var rule = Rule.StaleRequest; rule < Rule.Count; rule++) _state.Scopes.LimitOf(scope, rule).AddTo(ref hash);
        return hash.Value;
    }

    void AddOrders(ref HashBuilder hash)
    {
        var sum = default(HashSum);
        for (var slot = 1; slot <= _state.Orders.SlotsUsed; slot++)
            if (_state.Orders[slot].OrderId != 0)
                sum.Add(HashOfOrder(slot));
        hash.Add(in sum);
        for (var slot = _state.Orders.FirstDone; slot != 0; slot = _state.Orders[slot].Next) hash.Add(_state.Orders[slot].OrderId);
        var ids = _state.ClientIds.Sum;
        hash.Add(in ids);
    }

    StateHash HashOfOrder(int slot)
    {
        ref var order = ref _state.Orders[slot];
        ref var text = ref _state.Orders.Text(slot);
        var hash = default(HashBuilder);
        order.AddTo(ref hash);
        hash.Add(in _state.Registry.Symbols[order.Instrument]);
        if (order.Account >= 0) hash.Add(in _state.Registry.AccountNames[order.Account]);
        if (order.Group > 0) hash.Add(in _state.Registry.GroupNames[order.Group - 1]);
        if (order.Parent != 0) hash.Add(order.ParentId);
        hash.Add(in text.ClOrdId);
        hash.Add(in text.Strategy);
        hash.Add(in text.Signal);
        hash.Add(text.StopPrice);
        hash.Add(text.DisplayQuantity);
        hash.Add(text.MinQuantity);
        hash.Add(text.ExpireTime);
        if (order.VenueLeg == 0) return hash.Value;
        _state.Legs[order.VenueLeg].AddTo(ref hash);
        return hash.Value;
    }

    void AddHoldings(ref HashBuilder hash)
    {
        var sum = default(HashSum);
        for (var number = 0; number < _state.Positions.Count; number++)
        {
            ref var position = ref _state.Positions[number];
            var item = default(HashBuilder);
            item.Add(in _state.Registry.AccountNames[position.Account]);
            item.Add(in _state.Registry.Symbols[position.Instrument]);
            position.AddTo(ref item);
            sum.Add(item.Value);
        }

        for (var account = 0; account < _state.Registry.AccountNames.Count; account++)
            for (var asset = 0; asset < _state.Registry.Assets.Count; asset++)
                AddBalance(ref sum, account, asset);
        hash.Add(in sum);
    }

    void AddBalance(ref HashSum sum, int account, int asset)
    {
        ref var balance = ref _state.Balances.Of(account, asset);
        if (balance.Total == 0 && balance.Reserved == 0) return;
        var item = default(HashBuilder);
        item.Add(in _state.Registry.AccountNames[account]);
        item.Add(in _state.Registry.Assets[asset]);
        item.Add(balance.Total);
        item.Add(balance.Reserved);
        sum.Add(item.Value);
    }
}
