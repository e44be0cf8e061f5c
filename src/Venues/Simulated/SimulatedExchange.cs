using Gateway.Messages;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Venues.Simulated;

/// <summary>
/// An exchange of one's own: books, orders, trades and a memory on disk. Small and obviously right rather than fast; one lock
/// around everything. It is reached through <see cref="SimulatedRestExchange"/> or <see cref="SimulatedFixExchange"/>.
/// </summary>
public sealed partial class SimulatedExchange : IDisposable
{
    const string Resident = "";

    readonly Lock _gate = new();
    readonly SimulatedExchangeOptions _options;
    readonly Dictionary<string, SimulatedInstrument> _instruments;
    readonly Dictionary<string, ExchangeBook> _books;
    readonly Dictionary<long, ExchangeOrder> _orders = [];
    readonly Dictionary<(string Owner, string ClientId), ExchangeOrder> _byClientId = [];
    readonly List<MarketMaker> _makers;
    readonly List<ExchangeOrder> _residents = [];
    readonly ExchangeStore? _store;
    readonly ITimer? _timer;
    long _lastOrderId;
    long _lastResidentId;
    long _lastTradeId;
    long _lastExecId;

    /// <summary>An exchange with the memory of its state directory, whose market makers have moved in.</summary>
    public SimulatedExchange(SimulatedExchangeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _instruments = options.Instruments.ToDictionary(instrument => instrument.Symbol);
        _books = options.Instruments.ToDictionary(instrument => instrument.Symbol, _ => new ExchangeBook());
        _makers = [.. options.Instruments.Where(instrument => instrument.StartPrice.Raw > 0).Select((instrument, index) => new MarketMaker(instrument, options.Seed + (ulong)index))];
        _store = options.StateDirectory is null ? null : new ExchangeStore(options.StateDirectory);
        Reload();
        Move();
        if (_makers.Count > 0 && options.MoveInterval > TimeSpan.Zero)
            _timer = options.Clock.CreateTimer(_ => VenueStores.Guarded(Move, Fail), null, options.MoveInterval, options.MoveInterval);
    }

    /// <summary>Something happened to a member's order. Called inside the lock, in order.</summary>
    internal event Action<Execution>? Executed;

    /// <summary>A best price or its size may have changed; the symbol is named. Called inside the lock.</summary>
    internal event Action<string>? QuoteChanged;

    /// <summary>The exchange's files, or those of its FIX session, can no longer be written; called on the thread that found out.</summary>
    public event Action<Exception>? Failed;

    internal IReadOnlyCollection<SimulatedInstrument> Instruments => _instruments.Values;

    internal TimeProvider Clock => _options.Clock;

    long Now => (_options.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>Lets the market makers move once; the timer calls it, and tests do.</summary>
    public void Move()
    {
        lock (_gate)
        {
            foreach (var maker in _makers) Requote(maker);
        }
    }

    /// <summary>Liquidity for tests: a resident order that takes what crosses and rests with the remainder.</summary>
    public void AddLiquidity(string symbol, Side side, Price price, Quantity quantity)
    {
        lock (_gate)
        {
            Enter(ResidentOrder(symbol, side, price.Raw, quantity.Raw));
            QuoteChanged?.Invoke(symbol);
        }
    }

    /// <summary>Takes all resident liquidity out of the books.</summary>
    public void ClearLiquidity()
    {
        lock (_gate)
        {
            foreach (var order in _residents) _books[order.Symbol].Remove(order);
            _residents.Clear();
            foreach (var symbol in _instruments.Keys) QuoteChanged?.Invoke(symbol);
        }
    }

    /// <summary>Stops the market makers and closes the memory.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _store?.Dispose();
        }
    }

    internal (long BidPrice, long BidQuantity, long AskPrice, long AskQuantity) Quote(string symbol)
    {
        lock (_gate)
        {
            var (bid, bidQuantity) = _books[symbol].Best(Side.Buy);
            var (ask, askQuantity) = _books[symbol].Best(Side.Sell);
            return (bid, bidQuantity, ask, askQuantity);
        }
    }

    void Requote(MarketMaker maker)
    {
        foreach (var order in _residents) if (order.Symbol == maker.Symbol) _books[maker.Symbol].Remove(order);
        _residents.RemoveAll(order => order.Symbol == maker.Symbol);
        foreach (var (side, price, quantity) in maker.Move()) Enter(ResidentOrder(maker.Symbol, side, price, quantity));
        QuoteChanged?.Invoke(maker.Symbol);
    }

    ExchangeOrder ResidentOrder(string symbol, Side side, long price, long quantity) => new()
    {
        Id = --_lastResidentId, Owner = Resident, ClientId = "", Symbol = symbol, Side = side, Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel, Price = price, Quantity = quantity, TimeNanos = Now,
    };

    /// <summary>Trades what crosses and rests, or ends, with the remainder.</summary>
    void Enter(ExchangeOrder order)
    {
        var book = _books[order.Symbol];
        foreach (var (maker, quantity) in Matcher.Plan(book, order)) Trade(book, order, maker, quantity);
        if (order.Leaves == 0) return;
        if (order.Type == OrderType.Market || order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
        {
            End(order, OrdStatus.Expired, order.ClientId, "");
            return;
        }

        book.Add(order);
        if (order.IsResident) _residents.Add(order);
    }

    void Trade(ExchangeBook book, ExchangeOrder taker, ExchangeOrder maker, long quantity)
    {
        var id = ++_lastTradeId;
        Fill(maker, id, maker.Price, quantity, isMaker: true);
        if (maker.Leaves == 0)
        {
            book.Remove(maker);
            if (maker.IsResident) _residents.Remove(maker);
        }

        Fill(taker, id, maker.Price, quantity, isMaker: false);
    }

    void Fill(ExchangeOrder order, long tradeId, long price, long quantity, bool isMaker)
    {
        var notional = (Int128)price * quantity / FixedPoint.One;
        var fee = (long)(notional * (isMaker ? _options.MakerFeeMicros : _options.TakerFeeMicros) / 1_000_000);
        var trade = new ExchangeTrade(tradeId, order.Id, order.Symbol, price, quantity, fee, _instruments[order.Symbol].QuoteAsset, isMaker, Now);
        Matcher.Fill(order, trade);
        if (order.IsResident) return;
        Remember(new StoreLine { Event = "trade", OrderId = order.Id, TimeNanos = trade.TimeNanos, Trade = trade });
        Tell(ExecType.Trade, order, order.ClientId, "", trade);
    }

    void End(ExchangeOrder order, OrdStatus status, string clientId, string originalClientId)
    {
        order.Status = status;
        order.UpdateNanos = Now;
        _books[order.Symbol].Remove(order);
        Remember(new StoreLine { Event = "end", OrderId = order.Id, TimeNanos = order.UpdateNanos, Status = status });
        Tell(status == OrdStatus.Canceled ? ExecType.Canceled : ExecType.Expired, order, clientId, originalClientId, null);
    }

    // What it does not remember must not be answered.
    void Remember(StoreLine line)
    {
        try
        {
            _store?.Append(line);
        }
        catch (IOException error)
        {
            Fail(error);
            throw;
        }
    }

    internal void Fail(Exception error) => Failed?.Invoke(error);

    void Tell(ExecType type, ExchangeOrder order, string clientId, string originalClientId, ExchangeTrade? trade)
        => Executed?.Invoke(new Execution(
            ++_lastExecId, type, order, clientId, originalClientId, order.Status, order.Price, order.Quantity, order.Executed, order.ExecutedNotional, trade, Now));
}
