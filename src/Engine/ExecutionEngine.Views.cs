using Gateway.Engine.Matching;
using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Operators;
using Gateway.Messages;

namespace Gateway.Engine;

public sealed partial class ExecutionEngine
{
    /// <summary>Open orders by OrderID, children of allocations included; off the hot path, allocates.</summary>
    public OrderView[] OpenOrders()
    {
        var views = new List<OrderView>();
        for (var slot = 1; slot <= _state.Orders.SlotsUsed; slot++)
            if (_state.Orders[slot].OrderId != 0 && !_state.Orders[slot].Done)
                views.Add(View(slot));
        views.Sort(static (left, right) => left.OrderId.CompareTo(right.OrderId));
        return [.. views];
    }

    /// <summary>The own book of an instrument order by order: bids, then asks, each in price-time priority; empty for none.</summary>
    public BookOrderView[] BookOrders(Text24 symbol)
    {
        var number = _state.Registry.Symbols.Find(in symbol);
        if (number < 0 || _state.Registry.Books[number] is not { } book) return [];
        var views = new List<BookOrderView>();
        foreach (var order in book.Orders(BookSide.Buy)) views.Add(View(number, in order));
        foreach (var order in book.Orders(BookSide.Sell)) views.Add(View(number, in order));
        return [.. views];
    }

    BookOrderView View(int number, ref readonly Matching.OrderView order)
    {
        ref var instrument = ref _state.Registry.Instruments[number];
        var isMarket = Math.Abs(order.PriceTicks) == Book.PriceTicksMax;
        return new(
            _state.Orders[order.User].OrderId, new Price(isMarket ? 0 : order.PriceTicks * instrument.BookTick), new Quantity(order.Lots * instrument.LotSize),
            new Quantity(order.HiddenLots * instrument.LotSize));
    }

    /// <summary>An order by its id, open or recently done; false when it is not known any more.</summary>
    public bool TryFindOrder(long orderId, out OrderView view)
    {
        var slot = _state.Orders.Find(orderId);
        view = slot == 0 ? default : View(slot);
        return slot != 0;
    }

    OrderView View(int slot)
    {
        ref var order = ref _state.Orders[slot];
        var venue = order.VenueLeg == 0 ? (ushort)0 : _state.Legs[order.VenueLeg].Venue;
        return new OrderView(
            order.OrderId, order.Parent == 0 ? 0 : order.ParentId, _state.Orders.ClOrdId(slot), order.Session, _reports.NameOf(in order), _state.Registry.StrategyOf(in order),
            _state.Registry.Symbols[order.Instrument], order.Side, order.Type, order.TimeInForce, _reports.StatusOf(in order), new Price(order.Price),
            new Quantity(order.Quantity), new Quantity(order.Cum), new Quantity(order.Leaves), new Price(order.AveragePrice), new Money(order.Claim),
            venue, order.IsParent);
    }

    /// <summary>Positions that were ever opened, by account and instrument in order of definition.</summary>
    public PositionView[] Positions()
    {
        var views = new List<PositionView>();
        for (var account = 0; account < _state.Registry.AccountNames.Count; account++)
            for (var instrument = 0; instrument < _state.Registry.Symbols.Count; instrument++)
                if (_state.Positions.Find(account, instrument) is >= 0 and var number && View(in _state.Positions[number]) is var view && IsTold(in view))
                    views.Add(view);
        return [.. views];
    }

    static bool IsTold(in PositionView view)
        => view.Quantity.Raw != 0 || view.RealizedPnl.Raw != 0 || view.Fees.Raw != 0 || view.WorkingBuys.Raw != 0 || view.WorkingSells.Raw != 0;

    PositionView View(ref readonly Position position) => new(
        _state.Registry.AccountNames[position.Account], _state.Registry.Symbols[position.Instrument], new Quantity(position.Quantity),
        new Price(position.AveragePrice), new Price(_positions.Mark(position.Instrument)), new Money(Ledger.Money(position.Realized)),
        new Money(_positions.Unrealized(in position)), new Money(position.Fees), new Money(position.Margin), new Quantity(position.WorkingBuys),
        new Quantity(position.WorkingSells))
    {
        Currency = _state.Registry.Instruments[position.Instrument].Currency,
        MarkAgeNanos = _positions.Mark(position.Instrument, out var age) == 0 ? 0 : age,
        Leverage = position.Leverage,
        OpenedAt = new Timestamp(position.OpenedAt),
        ClosedAt = new Timestamp(position.ClosedAt),
        StopLoss = new Price(Protection(in position, stops: true)),
        TakeProfit = new Price(Protection(in position, stops: false)),
    };

    // Of the working orders that close the position: the stop that would act first, and the limit order that would.
    long Protection(ref readonly Position position, bool stops)
    {
        var best = 0L;
        if (position.Quantity == 0) return best;
        for (var slot = 1; slot <= _state.Orders.SlotsUsed; slot++)
        {
            ref var order = ref _state.Orders[slot];
            if (order.OrderId == 0 || order.Done || order.IsParent || order.Account != position.Account || order.Instrument != position.Instrument) continue;
            if ((order.Direction == Side.Sell) != position.Quantity > 0) continue;
            var price = stops ? _state.Orders.Terms(slot).StopPrice : _state.Orders.Terms(slot).StopPrice == 0 ? order.Price : 0;
            if (price != 0 && (best == 0 || (stops == (order.Direction == Side.Sell) ? price > best : price < best))) best = price;
        }

        return best;
    }

    /// <summary>Balances that are not zero, by account in order of definition and asset in order of first use.</summary>
    public BalanceView[] Balances()
    {
        var views = new List<BalanceView>();
        for (var account = 0; account < _state.Registry.AccountNames.Count; account++)
            for (var asset = 0; asset < _state.Registry.Assets.Count; asset++)
                if (_state.Balances.Of(account, asset) is { } balance && (balance.Total != 0 || balance.Reserved != 0))
                    views.Add(new(_state.Registry.AccountNames[account], _state.Registry.Assets[asset], new Money(balance.Total), new Money(balance.Reserved)));
        return [.. views];
    }

    /// <summary>Sessions by number.</summary>
    public SessionView[] Sessions()
    {
        var views = new List<SessionView>();
        for (var number = 0; number < _state.Registry.Sessions.Length; number++)
        {
            ref var session = ref _state.Registry.Sessions[number];
            if (!session.Defined) continue;
            var open = _state.Scopes.Usages[_state.Scopes.Of(ScopeKind.Session, session.Owner)].OpenOrders;
            views.Add(new((ushort)number, session.CompId, session.DefaultAccount, session.DropCopy, session.CancelOnDisconnect, session.LoggedOn, open));
        }

        return [.. views];
    }

    /// <summary>Instruments in order of definition.</summary>
    public InstrumentView[] Instruments()
    {
        var views = new InstrumentView[_state.Registry.Symbols.Count];
        for (var i = 0; i < views.Length; i++)
        {
            ref var instrument = ref _state.Registry.Instruments[i];
            views[i] = new(
                _state.Registry.Symbols[i], instrument.Currency, new Price(instrument.TickSize), new Quantity(instrument.LotSize), instrument.Matching,
                instrument.Settlement, new Price(instrument.LastPrice), new Price(_prices.BestOpposite(i, Side.Sell)),
                new Price(_prices.BestOpposite(i, Side.Buy)), instrument.OpenOrders, _state.Markets[i].State,
                new Price(_state.Markets[i].Told.PriceTicks * instrument.BookTick), new Quantity(_state.Markets[i].Told.Lots * instrument.LotSize));
        }

        return views;
    }

    /// <summary>Venues by number.</summary>
    public VenueView[] Venues()
    {
        var views = new List<VenueView>();
        for (var number = 0; number < _state.Registry.Venues.Length; number++)
            if (_state.Registry.Venues[number] is { Defined: true } venue)
                views.Add(new((ushort)number, venue.Name, venue.State));
        return [.. views];
    }

    /// <summary>Limits in force, by scope and rule.</summary>
    public LimitView[] Limits()
    {
        var views = new List<LimitView>();
        for (var scope = 0; scope < _state.Scopes.Count; scope++)
            for (var rule = (Rule)0; rule < Rule.Count && _state.Scopes.IsUsed(scope); rule++)
                if (_state.Scopes.LimitOf(scope, rule) is { Enabled: true } limit)
                    views.Add(View(scope, rule, in limit));
        return [.. views];
    }

    LimitView View(int scope, Rule rule, in Limit limit)
    {
        var kind = _state.Scopes.KindOf(scope);
        var until = _state.ChangedLimits.UntilOf(new LimitCell { Kind = kind, Scope = limit.Own ? scope : LimitCell.Everyone, Rule = rule });
        long? used = RuleUse.TryOf(rule, in _state.Scopes.Usages[scope], out var sum) ? FixedMath.Clamp(sum) : null;
        return new(
            (ushort)Rules.Number(rule), kind, _state.Scopes.KeyOf(scope, _state.Registry), limit.Value, limit.Value2, limit.WindowNanos, limit.Own,
            new Timestamp(until), used, limit.Value3, Rules.Tier(rule));
    }

    /// <summary>States and use of all scopes: the firm, then sessions, accounts, strategies, instruments, venues, groups.</summary>
    public ScopeView[] Scopes()
    {
        var views = new List<ScopeView>();
        for (var scope = 0; scope < _state.Scopes.Count; scope++)
            if (_state.Scopes.IsUsed(scope))
                views.Add(View(scope, in _state.Scopes.States[scope], in _state.Scopes.Usages[scope]));
        return [.. views];
    }

    ScopeView View(int scope, ref readonly ScopeState present, ref readonly Usage usage) => new(
        _state.Scopes.KindOf(scope), _state.Scopes.KeyOf(scope, _state.Registry), present.Strictest, new Timestamp(present.LockedUntil), present.LockReason,
        usage.OpenOrders, MoneyOf(usage.OpenNotional), MoneyOf(usage.LongCost + usage.ShortCost), MoneyOf(usage.LongCost - usage.ShortCost),
        MoneyOf(usage.TradedNotional), MoneyOf(usage.RealizedToday), usage.UnknownOrders,
        present.Imposed == Restriction.None ? RejectReason.None : Restrictions.ReasonOf(present.Imposed));

    static Money MoneyOf(Int128 amount) => new(FixedMath.Clamp(amount));

    /// <summary>Enforcements under way.</summary>
    public EnforcementView[] Enforcements()
    {
        var views = new EnforcementView[_state.Enforcements.Count];
        for (var at = 0; at < views.Length; at++)
        {
            ref var item = ref _state.Enforcements[at];
            var symbol = item.IsWhole ? default : _state.Registry.Symbols[_state.Positions[item.Position].Instrument];
            views[at] = new(
                item.Id, _state.Scopes.KindOf(item.Scope), _state.Scopes.KeyOf(item.Scope, _state.Registry), symbol, item.Reason, new Timestamp(item.Started),
                item.Tries, item.Orders);
        }

        return views;
    }

    bool NeedsVenue(in Candidate c)
        => c.Instrument >= 0 && c.Account >= 0 && c.StopPrice == 0 && c.Side != Side.None && _state.Registry.Instruments[c.Instrument].Matching == MatchingPlace.Routed;

    /// <summary>What the checks would say of an order now, all failures listed; nothing changes.</summary>
    /// <param name="message">A new order with its session and stamp.</param>
    public Rejection[] Preview(ref readonly Inbound message)
    {
        var failures = new Rejection[32];
        var verdict = new AllFailures(failures);
        var candidate = _candidates.Of(in message);
        var group = _state.Registry.GroupNames.Find(in message.NewOrder.Account);
        if (group >= 0) Preview(ref candidate, group, ref verdict);
        else Preview(ref candidate, ref verdict);
        return failures[..verdict.Count];
    }

    void Preview(ref Candidate candidate, ref AllFailures verdict)
    {
        _gate.Run(ref candidate, ref verdict);
        if (NeedsVenue(in candidate)) verdict.Ends(_router.Choose(ref candidate));
    }

    // An allocation as a whole, then each account's part of it.
    void Preview(ref Candidate block, int group, ref AllFailures verdict)
    {
        (block.IsBlock, block.Account, block.Group) = (true, -1, group + 1);
        _gate.Run(ref block, ref verdict);
        if (block.Instrument < 0 || !_state.Registry.KnowsSession(block.Session)) return;
        var members = _state.Registry.MembersOf(group);
        var split = _targets.Fix(members, _state.Registry.Groups[group].Policy, block.Instrument, block.Quantity);
        verdict.Ends(in split);
        for (var leg = 0; leg < members.Length && !split.IsRejected; leg++)
        {
            if (_targets.LotsOf(leg) == 0) continue;
            var part = CandidateFactory.LegOf(in block, members[leg].Account, _targets.LotsOf(leg) * _state.Registry.Instruments[block.Instrument].LotSize);
            Preview(ref part, ref verdict);
        }
    }
}
