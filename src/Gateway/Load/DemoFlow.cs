using Gateway.Messages;

namespace Gateway.Load;

/// <summary>
/// The requests of the demo: order flow on both sides of the gateway's own books, and between them now and then an order for an exchange, for an allocation group, or
/// one that must be refused.
/// </summary>
sealed class DemoFlow : IRequestSource
{
    const int ExtraEvery = 500;

    static readonly byte[] s_group = "G1"u8.ToArray();

    readonly OrderFlow _flow = new(
        LoadInstrument.ParseList("AAPL,GOOG,AMZN,MSFT"), OrderMix.Parse(OrderMix.Default), sessions: 2, seed: 20_120_621, oneSided: true);
    readonly LoadInstrument[] _instruments = LoadInstrument.ParseList("AAPL,BTCUSDT,ETHUSDT,SOLUSDT,NOSUCH");
    long _count;
    long _asked;
    long _answered;
    int _answeredTo;

    /// <inheritdoc/>
    public void Next(int session, out OrderRequest request)
    {
        if (++_count % ExtraEvery == 0) request = Extra(_count / ExtraEvery % 8, session);
        else _flow.Next(session, out request);
    }

    /// <inheritdoc/>
    public void OnReport(int session, in Report report)
    {
        if (report.Number > 0 && report.Number == _asked) (_answered, _answeredTo) = (_asked, session);
        _flow.OnReport(session, report);
    }

    /// <inheritdoc/>
    public bool TryNextCancel(int session, out OrderRequest request) => _flow.TryNextCancel(session, out request);

    OrderRequest Extra(long turn, int session) => turn switch
    {
        1 => Order(RequestKind.Market, 1, lots: 100),
        2 => Order(RequestKind.Ioc, 2, lots: 100),
        3 => Order(RequestKind.Market, 3, lots: 200),
        4 => Group(),
        5 => Order(RequestKind.New, 0, lots: 5_000_000),
        6 => OffTick(Order(RequestKind.New, 0, lots: 10)),
        7 => Order(RequestKind.New, 4, lots: 10),
        _ => Duplicate(session),
    };

    OrderRequest Order(RequestKind kind, int instrument, long lots)
    {
        var what = _instruments[instrument];
        return new OrderRequest
        {
            Number = _flow.TakeNumber(),
            Kind = kind,
            Instrument = what,
            Side = Side.Buy,
            Price = (what.StartTicks + (kind == RequestKind.Ioc ? what.StartTicks / 100 : -what.StartTicks / 50)) * what.TickSize,
            Quantity = lots * what.LotSize,
        };
    }

    static OrderRequest OffTick(OrderRequest request) => request with { Price = request.Price + request.Instrument.TickSize / 2 };

    OrderRequest Group()
    {
        var order = Order(RequestKind.New, 0, lots: 10) with { Account = s_group };
        _asked = order.Number;
        return order;
    }

    /// <summary>
    /// The ClOrdID of an earlier order of the same session; the gateway must not take it twice. Never one that still waits for its answer: the two answers
    /// could not be told apart.
    /// </summary>
    OrderRequest Duplicate(int session)
    {
        var order = Order(RequestKind.New, 0, lots: 10);
        var isUsed = _answered != 0 && session == _answeredTo;
        if (isUsed) (order, _answered) = (order with { Number = _answered }, 0);
        return order;
    }
}
