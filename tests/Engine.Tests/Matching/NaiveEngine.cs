using System.Globalization;
using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Matching;

/// <summary>What a strategy asks for, in lots of one instrument without limits.</summary>
/// <param name="Session">Who; also the account.</param>
/// <param name="Verb">n new, c cancel, r replace.</param>
/// <param name="Id">Its ClOrdID.</param>
/// <param name="Original">Of the order that is meant.</param>
/// <param name="Price">In whole units; 0 for a market order.</param>
/// <param name="Peak">Shown; 0 for all.</param>
public readonly record struct Ask(
    int Session, char Verb, string Id, string Original, BookSide Side, int Lots, int Price, TimeInForce Time, int Peak, int Minimum, SelfTradePrevention OnSelf);

/// <summary>
/// The life of orders written down as plainly as possible on the naive book: requests in, the blotter's lines out (see <c>Words</c>), nothing indexed, nothing
/// preallocated. An own book that is open, no risk rules, no exchanges.
/// </summary>
public sealed class NaiveEngine
{
    readonly NaiveBook _book = new();
    readonly List<Order> _orders = [];
    readonly HashSet<(int, string)> _seen = [];
    readonly List<string> _said = [];

    /// <summary>The resting orders of a side, best first: ClOrdID, price, shown and hidden lots.</summary>
    public IEnumerable<(string Id, long Price, long Lots, long Hidden)> Resting(BookSide side)
        => _book.Orders(side).Select(resting => (_orders[resting.Id - 1].Id, resting.Price, resting.Lots, resting.Hidden));

    public List<string> Do(Ask ask)
    {
        _said.Clear();
        if (ask.Verb == 'n') New(ask);
        else if (Refusal(ask) is { } reason) Refuse(ask, reason);
        else if (ask.Verb == 'c') Cancel(ask);
        else Replace(ask);
        _seen.Add((ask.Session, ask.Id));
        return [.. _said];
    }

    void New(Ask ask)
    {
        if (_seen.Contains((ask.Session, ask.Id)))
        {
            _said.Add($"{ask.Session} Rejected {ask.Id} Rejected cum=0 leaves=0 DuplicateClOrdId");
            return;
        }

        var order = new Order { Number = _orders.Count + 1, Session = ask.Session, Id = ask.Id, Side = ask.Side, Price = ask.Price, Lots = ask.Lots, Peak = ask.Peak, OnSelf = ask.OnSelf, Time = ask.Time };
        _orders.Add(order);
        Say(order, ExecType.New);
        var least = ask.Time == TimeInForce.FillOrKill ? ask.Lots : ask.Minimum;
        if (least == 0 || CanFill(order, least)) Match(order);
        else End(order, ask.Time == TimeInForce.FillOrKill ? "" : " MinimumQuantity");
    }

    // By trying it on a copy of the book.
    bool CanFill(Order order, int least)
    {
        var copy = new NaiveBook();
        foreach (var side in (BookSide[])[BookSide.Buy, BookSide.Sell])
            foreach (var resting in _book.Orders(side))
            {
                var other = _orders[resting.Id - 1];
                copy.Rest(new Incoming(resting.Id, side, resting.Price, resting.Lots + resting.Hidden, other.Session, Peak: resting.Hidden > 0 ? resting.Lots : 0));
            }

        // An order that would be prevented by shrinking counts no further than that, as one that would be stopped.
        var action = order.Action == SelfTradeAction.Decrement ? SelfTradeAction.Stop : order.Action;
        var events = copy.Submit(new Incoming(order.Number, order.Side, order.Limit, order.Lots, order.Session, action, Immediate: true));
        return events.Where(happened => happened.Kind == "fill").Sum(happened => happened.Lots) >= least;
    }

    void Match(Order order)
    {
        var immediate = order.Price == 0 || order.Time is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        var (stopped, prevented) = (false, 0L);
        var peak = order.Peak < order.Lots - order.Cum ? order.Peak : 0;
        foreach (var happened in _book.Submit(new Incoming(order.Number, order.Side, order.Limit, order.Lots - order.Cum, order.Session, order.Action, peak, immediate)))
        {
            if (happened.Kind == "stop") stopped = true;
            else if (happened.Kind == "fill") Trade(order, _orders[happened.Maker - 1], happened.Price, (int)happened.Lots);
            else
            {
                if (order.Action == SelfTradeAction.Decrement) prevented += happened.Lots;
                Shrink(_orders[happened.Maker - 1], (int)happened.Lots);
            }
        }

        if (prevented > 0) Shrink(order, (int)prevented);
        if (order.Done) return;
        if (stopped) End(order, " SelfTrade unsolicited");
        else if (immediate) End(order, order.Price == 0 && order.Cum == 0 ? " MarketNoLiquidity" : "");
    }

    void Trade(Order taker, Order maker, long price, int lots)
    {
        foreach (var (order, liquidity) in ((Order, Liquidity)[])[(taker, Liquidity.Taker), (maker, Liquidity.Maker)])
        {
            order.Cum += lots;
            order.Turnover += price * lots;
            var average = Math.Round((decimal)order.Turnover / order.Cum, 8, MidpointRounding.ToEven);
            Say(order, ExecType.Trade, string.Create(CultureInfo.InvariantCulture, $" {lots}@{price} avg={average:0.########} {liquidity}"));
        }
    }

    void Shrink(Order order, int lots)
    {
        if (lots >= order.Lots - order.Cum) End(order, " SelfTrade unsolicited");
        else
        {
            order.Lots -= lots;
            Say(order, ExecType.Restated, " SelfTrade unsolicited");
        }
    }

    string? Refusal(Ask ask)
    {
        if (Find(ask) is not { } order) return "UnknownOrder";
        if (_seen.Contains((ask.Session, ask.Id))) return "DuplicateClOrdId";
        if (order.Done) return "TooLateToCancel";
        return ask.Verb == 'r' && ask.Lots <= order.Cum ? "ReplaceBelowFilled" : null;
    }

    // What has been replaced is known by its new id only.
    Order? Find(Ask ask) => _orders.Find(order => order.Session == ask.Session && order.Id == ask.Original);

    void Refuse(Ask ask, string reason)
        => _said.Add($"{ask.Session} CancelReject {ask.Id} orig={ask.Original} {Find(ask)?.Status ?? OrdStatus.Rejected} {reason}");

    void Cancel(Ask ask)
    {
        var order = Find(ask)!;
        _book.Cancel(order.Number);
        order.Ended = OrdStatus.Canceled;
        Say(order, ExecType.Canceled, "", ask.Id);
    }

    void Replace(Ask ask)
    {
        var order = Find(ask)!;
        var keeps = ask.Price == order.Price && ask.Lots <= order.Lots && ask.Peak == order.Peak;
        if (!keeps) _book.Cancel(order.Number);
        else if (ask.Lots < order.Lots) _book.Reduce(order.Number, order.Lots - ask.Lots);
        (order.Price, order.Lots, order.Peak) = (ask.Price, ask.Lots, ask.Peak);
        order.Id = ask.Id;
        Say(order, ExecType.Replaced, "", ask.Id, ask.Original);
        if (!keeps) Match(order);
    }

    void End(Order order, string why)
    {
        _book.Cancel(order.Number);
        order.Ended = OrdStatus.Canceled;
        Say(order, ExecType.Canceled, why);
    }

    void Say(Order order, ExecType type, string more = "", string? id = null, string? original = null)
    {
        var old = original ?? (id is not null ? order.Id : null);
        _said.Add($"{order.Session} {type} {id ?? order.Id}{(old is null ? "" : $" orig={old}")} {order.Status} cum={order.Cum} leaves={(order.Done ? 0 : order.Lots - order.Cum)}{more}");
    }

    sealed class Order
    {
        public int Number, Session, Lots, Cum, Price, Peak;
        public long Turnover;
        public string Id = "";
        public BookSide Side;
        public SelfTradePrevention OnSelf;
        public TimeInForce Time;
        public OrdStatus? Ended;

        public bool Done => Ended is not null || Cum >= Lots;

        public OrdStatus Status => Ended ?? (Cum >= Lots ? OrdStatus.Filled : Cum > 0 ? OrdStatus.PartiallyFilled : OrdStatus.New);

        public long Limit => Price != 0 ? Price : Side == BookSide.Buy ? long.MaxValue : long.MinValue;

        public SelfTradeAction Action => OnSelf switch
        {
            SelfTradePrevention.CancelNewest => SelfTradeAction.Stop,
            SelfTradePrevention.CancelOldest => SelfTradeAction.CancelMaker,
            SelfTradePrevention.CancelBoth => SelfTradeAction.CancelBoth,
            SelfTradePrevention.Decrement => SelfTradeAction.Decrement,
            _ => SelfTradeAction.Trade,
        };
    }
}
