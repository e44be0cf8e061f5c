using Gateway.Fix.Codec;
using Gateway.Load;
using Gateway.Messages;

namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>
/// A gateway over FIX as the venue of a replay: STRAT1 rests orders, STRAT2 hits them. Requests of STRAT1 are pipelined, some hundreds unanswered; only an aggressor
/// waits for what was asked before it, because two connections have no common order.
/// </summary>
sealed class LobsterGateway : ILobsterVenue, IReportHandler, IDisposable
{
    const int UnansweredMax = 512;
    const int UnsentMax = 32;
    const long PriceScale = FixedPoint.One / 10_000;
    const long AnswerNanosMax = 5_000_000_000;
    const long TickNanos = 100_000_000;

    readonly FixClient _passive;
    readonly FixClient _active;
    readonly LoadInstrument _instrument;
    readonly LobsterTally _tally;
    readonly ReportedBook _book = new();
    // By number of the request; only requests of the passive session have an order.
    readonly List<(LobsterOrder? Order, bool Answered)> _requests = [(null, true)];
    readonly Queue<(long After, Checkpoint Checkpoint)> _checkpoints = [];
    readonly List<LobsterFill> _fills = [];
    long _sent;
    long _answered;
    int _unsent;
    long _filled;
    long _takenFinally = -1;
    long _nextTick;

    internal LobsterGateway(string host, int port, string symbol, LobsterTally tally)
    {
        var ids = ClOrdIdFormat.OfThisRun('B');
        (_tally, _instrument) = (tally, LoadInstrument.ParseList(symbol)[0]);
        (_passive, _active) = (new FixClient("STRAT1", 0, ids, this), new FixClient("STRAT2", 1, ids, this));
        _passive.Connect(host, port);
        _active.Connect(host, port);
    }

    /// <summary>Requests of both sessions.</summary>
    internal long Requests => _requests.Count - 1;

    /// <summary>What was answered to both sessions.</summary>
    internal LoadTally Answers { get; } = new();

    /// <summary>Shares that the passive account has bought, less those that it has sold.</summary>
    internal long PassiveNet { get; private set; }

    /// <summary>Levels that still rest by the reports.</summary>
    internal int LevelCount => _book.LevelCount;

    public void Submit(LobsterOrder order) => Send(RequestKind.New, order, order.Total);

    public void Reduce(LobsterOrder order) => Send(RequestKind.Replace, order, order.Total);

    public void Cancel(LobsterOrder order) => Send(RequestKind.Cancel, order, order.Total);

    public void Check(in Checkpoint checkpoint)
    {
        if (_sent == _answered) _tally.Compare(checkpoint, _book.Top);
        else _checkpoints.Enqueue((_sent, checkpoint));
    }

    public IReadOnlyList<LobsterFill> Aggress(bool isBuy, int price, int size)
    {
        Drain();
        _fills.Clear();
        (_filled, _takenFinally) = (0, -1);
        var request = Request(RequestKind.Ioc, isBuy, price, size);
        _active.Send(request);
        _active.Flush();
        Await(() => _takenFinally >= 0 && _filled == _takenFinally);
        return _fills;
    }

    public void Step(LobsterOrder order, int size) => _book.Set(order, order.Reported - size);

    /// <summary>Waits until every request is answered.</summary>
    internal void Drain()
    {
        if (_sent > _answered) Await(() => _sent == _answered);
    }

    /// <summary>Says Logout on both sessions.</summary>
    internal void Logout()
    {
        _passive.Logout();
        _active.Logout();
    }

    public void OnReport(FixClient client, in Report report, in FixMessage message)
    {
        Answers.Add(report, message);
        if (report.Number <= 0 || report.Number >= _requests.Count) return;
        if (client == _active) TakeActive(report);
        else TakePassive(report, _requests[(int)report.Number].Order!);
    }

    public void Dispose()
    {
        _passive.Dispose();
        _active.Dispose();
    }

    void Send(RequestKind kind, LobsterOrder order, int quantity)
    {
        if (_sent - _answered >= UnansweredMax) Await(() => _sent - _answered < UnansweredMax);
        var request = Request(kind, order.IsBuy, order.Price, quantity);
        request.OrigNumber = order.Number;
        order.Number = request.Number;
        _requests[^1] = (order, false);
        _passive.Send(request);
        _sent++;
        if (++_unsent >= UnsentMax) Turn();
    }

    OrderRequest Request(RequestKind kind, bool isBuy, int price, int quantity)
    {
        _requests.Add((null, true));
        return new OrderRequest
        {
            Number = _requests.Count - 1,
            Kind = kind,
            Instrument = _instrument,
            Side = isBuy ? Side.Buy : Side.Sell,
            Price = price * PriceScale,
            Quantity = quantity * FixedPoint.One,
        };
    }

    void TakeActive(in Report report)
    {
        if (report.IsDone || report.IsRefusal) _takenFinally = report.CumQuantity / FixedPoint.One;
    }

    void TakePassive(in Report report, LobsterOrder order)
    {
        var leaves = (int)(report.LeavesQuantity / FixedPoint.One);
        if (report.ExecType == ExecType.Trade)
        {
            _filled += report.LastQuantity / FixedPoint.One;
            PassiveNet += (order.IsBuy ? 1 : -1) * report.LastQuantity / FixedPoint.One;
            _fills.Add(new LobsterFill(order, (int)(report.LastQuantity / FixedPoint.One)));
        }
        else if (!report.IsRefusal) _book.Set(order, leaves);
        Answer(report.Number);
    }

    /// <summary>The first answer to a request: the moment of all checks that waited for it.</summary>
    void Answer(long number)
    {
        var (order, answered) = _requests[(int)number];
        if (answered) return;
        _requests[(int)number] = (order, true);
        _answered++;
        while (_checkpoints.TryPeek(out var next) && next.After <= _answered) _tally.Compare(_checkpoints.Dequeue().Checkpoint, _book.Top);
    }

    void Await(Func<bool> condition)
    {
        var deadline = Clock.Nanos + AnswerNanosMax;
        while (!condition())
        {
            Turn();
            if (Clock.Nanos > deadline)
                throw new UserErrorException($"No answer for {AnswerNanosMax / 1_000_000_000} s: {_sent - _answered} requests wait, {_filled} shares filled.", ExitCode.Findings);
        }
    }

    void Turn()
    {
        _unsent = 0;
        _passive.Flush();
        _passive.Poll();
        _active.Poll();
        if (Clock.Nanos > _nextTick) Tick();
        var fault = _passive.Fault ?? _active.Fault;
        if (fault is not null) throw new UserErrorException($"The connection is lost: {fault}.", ExitCode.Unreachable);
    }

    void Tick()
    {
        _nextTick = Clock.Nanos + TickNanos;
        _passive.Tick();
        _active.Tick();
        _active.Flush();
    }
}
