using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Load;

/// <summary>Where a driver's requests come from. Called on the driver's thread.</summary>
interface IRequestSource
{
    /// <summary>The next request of a session.</summary>
    void Next(int session, out OrderRequest request);

    /// <summary>Tells what the gateway has answered to a session.</summary>
    void OnReport(int session, in Report report);

    /// <summary>A cancel of any order that may still rest, to leave nothing behind; false when there is none.</summary>
    bool TryNextCancel(int session, out OrderRequest request);
}

/// <summary>
/// Realistic order flow from a seed: limit orders around a mid price that wanders, orders that cross it, cancels and replaces of own orders. The same seed and the
/// same answers give the same requests; nothing else goes in.
/// </summary>
/// <remarks>
/// Whether an order still rests is known only from answers that may be on their way, so that now and then a cancel comes too late, as in life.
/// A session that has none to cancel sends a new order instead, and one that has <c>liveOrdersMax</c> cancels.
/// </remarks>
sealed class OrderFlow : IRequestSource
{
    const int DistanceTicksMax = 20;
    const int CrossingTicks = 3;
    const int UnitsMax = 10;

    readonly LoadInstrument[] _instruments;
    readonly long[] _midTicks;
    readonly OrderMix _mix;
    readonly LiveOrders[] _live;
    readonly bool _oneSided;
    readonly byte[]? _buyAccount;
    readonly byte[]? _sellAccount;
    SplitMix _random;
    long _number;

    /// <param name="instruments">At least one.</param>
    /// <param name="mix">How often each kind is drawn.</param>
    /// <param name="sessions">How many sessions ask.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="buyAccount">Account of all buys; the session's default when null.</param>
    /// <param name="sellAccount">Account of all sells; the session's default when null.</param>
    /// <param name="liveOrdersMax">Own orders of a session that rest at most.</param>
    /// <param name="oneSided">Neighbouring sessions stand on opposite sides of an instrument, so that none trades with itself.</param>
    internal OrderFlow(
        LoadInstrument[] instruments, OrderMix mix, int sessions, ulong seed, byte[]? buyAccount = null, byte[]? sellAccount = null, int liveOrdersMax = 1_000,
        bool oneSided = false)
    {
        _oneSided = oneSided;
        (_instruments, _mix, _buyAccount, _sellAccount) = (instruments, mix, buyAccount, sellAccount);
        _midTicks = [.. instruments.Select(instrument => instrument.StartTicks)];
        _live = [.. Enumerable.Range(0, sessions).Select(_ => new LiveOrders(liveOrdersMax))];
        _random = new SplitMix(seed);
    }

    /// <summary>A number that no request has.</summary>
    internal long TakeNumber() => ++_number;

    /// <summary>Own orders of a session that may still rest.</summary>
    internal int LiveCount(int session) => _live[session].Count;

    /// <inheritdoc/>
    public void Next(int session, out OrderRequest request)
    {
        var live = _live[session];
        var kind = _mix.At(_random.Below(_mix.Total));
        if (live.Count == 0 && kind is RequestKind.Cancel or RequestKind.Replace) kind = FirstKind();
        else if (live.IsFull && kind is RequestKind.New or RequestKind.Marketable) kind = RequestKind.Cancel;
        var position = kind is RequestKind.Cancel or RequestKind.Replace ? DrawSettled(live) : 0;
        if (position < 0) (position, kind) = (0, live.IsFull ? RequestKind.Cancel : FirstKind());
        if (kind == RequestKind.Cancel) CancelAt(live, position, out request);
        else if (kind == RequestKind.Replace) Replace(live, position, out request);
        else Begin(session, kind, out request);
    }

    /// <inheritdoc/>
    public void OnReport(int session, in Report report)
    {
        var live = _live[session];
        if (report.ExecType == ExecType.Replaced) live.EndReplace(report.Number, report.Number);
        if (report.MsgType == MsgType.OrderCancelReject && !report.IsDone && report.OrdStatus != OrdStatus.None) live.EndReplace(report.Number, report.OrigNumber);
        else if (report.IsDone || report.IsRefusal) live.Remove(report.Number);
        if (report.IsDone && report.OrigNumber >= 0) live.Remove(report.OrigNumber);
    }

    /// <inheritdoc/>
    public bool TryNextCancel(int session, out OrderRequest request)
    {
        request = default;
        if (_live[session].Count == 0) return false;
        CancelAt(_live[session], 0, out request);
        return true;
    }

    // An order whose replace waits for its answer is left alone: were the replace refused, what follows would name an id that never was. -1 for none.
    int DrawSettled(LiveOrders live)
    {
        var first = _random.Below(live.Count);
        var position = first;
        while (live.At(position).IsReplacing)
        {
            if (++position == live.Count) position = 0;
            if (position == first) return -1;
        }

        return position;
    }

    RequestKind FirstKind() =>
        _mix[RequestKind.New] > 0 ? RequestKind.New
        : _mix[RequestKind.Marketable] > 0 ? RequestKind.Marketable
        : _mix[RequestKind.Ioc] > 0 ? RequestKind.Ioc : RequestKind.Market;

    void Begin(int session, RequestKind kind, out OrderRequest request)
    {
        var index = _random.Below(_instruments.Length);
        var side = _oneSided ? SideOf(session + index) : SideOf(_random.Below(2));
        Wander(index);
        request = Draft(kind, index, side);
        request.Quantity = Quantity(index);
        if (kind != RequestKind.Market) request.Price = PriceOf(index, side, kind == RequestKind.New ? -Distance() : CrossingTicks);
        if (kind is RequestKind.New or RequestKind.Marketable)
            _live[session].Add(new LiveOrder { Number = request.Number, Quantity = request.Quantity, Instrument = index, Side = side });
    }

    void Replace(LiveOrders live, int position, out OrderRequest request)
    {
        ref var order = ref live.At(position);
        var from = order.Number;
        request = Draft(RequestKind.Replace, order.Instrument, order.Side);
        request.OrigNumber = from;
        request.Price = PriceOf(order.Instrument, order.Side, -Distance());
        var lot = request.Instrument.LotSize;
        request.Quantity = order.Quantity = order.Quantity / lot / 2 * lot + Quantity(order.Instrument);
        live.BeginReplace(from, request.Number);
    }

    void CancelAt(LiveOrders live, int position, out OrderRequest request)
    {
        var order = live.At(position);
        request = Draft(RequestKind.Cancel, order.Instrument, order.Side);
        (request.OrigNumber, request.Quantity) = (order.Number, order.Quantity);
        live.Remove(order.Number);
    }

    static Side SideOf(int number) => number % 2 == 0 ? Side.Buy : Side.Sell;

    OrderRequest Draft(RequestKind kind, int instrument, Side side) => new()
    {
        Number = TakeNumber(),
        Kind = kind,
        Instrument = _instruments[instrument],
        Side = side,
        Account = side == Side.Buy ? _buyAccount : _sellAccount,
    };

    // Within a tenth of where it began, so that prices stay inside any sensible collar.
    void Wander(int instrument)
    {
        if (!_random.OneIn(8)) return;
        var next = _midTicks[instrument] + (_random.OneIn(2) ? 1 : -1);
        if (Math.Abs(next - _instruments[instrument].StartTicks) * 10 <= _instruments[instrument].StartTicks) _midTicks[instrument] = next;
    }

    // Near the mid price more often than far from it: the smaller of two draws.
    int Distance() => 1 + Math.Min(_random.Below(DistanceTicksMax), _random.Below(DistanceTicksMax));

    long PriceOf(int instrument, Side side, long ticksTowardsOtherSide)
    {
        var ticks = _midTicks[instrument] + (side == Side.Buy ? ticksTowardsOtherSide : -ticksTowardsOtherSide);
        return Math.Max(1, ticks) * _instruments[instrument].TickSize;
    }

    // Mostly round multiples of a unit, sometimes odd lots.
    long Quantity(int instrument)
    {
        var units = _instruments[instrument].UnitLots * (1 + Math.Min(_random.Below(UnitsMax), _random.Below(UnitsMax)));
        var odd = _random.OneIn(4) ? _random.Below((int)Math.Min(_instruments[instrument].UnitLots, int.MaxValue)) : 0;
        return (units + odd) * _instruments[instrument].LotSize;
    }
}
