using Gateway.Load;
using Gateway.Messages;

namespace Gateway.Tests.Load;

public sealed class OrderFlowTests
{
    static readonly LoadInstrument[] s_instruments = LoadInstrument.ParseList("AAPL,GOOG,OTHER@12.34");

    [Fact]
    public void The_same_seed_gives_the_same_requests()
        => Assert.Equal(Draw(seed: 7), Draw(seed: 7));

    [Fact]
    public void Another_seed_gives_other_requests()
        => Assert.NotEqual(Draw(seed: 7), Draw(seed: 8));

    [Fact]
    public void Requests_are_well_formed_and_name_live_orders_only()
    {
        var flow = new OrderFlow(s_instruments, OrderMix.Parse(OrderMix.Default), sessions: 1, seed: 3);
        var live = new HashSet<long>();
        for (var i = 0; i < 50_000; i++)
        {
            flow.Next(0, out var request);
            Assert.True(request.Quantity > 0 && request.Quantity % request.Instrument.LotSize == 0);
            if (request.Kind is not (RequestKind.Market or RequestKind.Cancel)) Assert.True(request.Price > 0 && request.Price % request.Instrument.TickSize == 0);
            if (request.Kind is RequestKind.Cancel or RequestKind.Replace) Assert.True(live.Remove(request.OrigNumber), $"request {i} names {request.OrigNumber}");
            if (request.Kind is RequestKind.New or RequestKind.Marketable or RequestKind.Replace) Assert.True(live.Add(request.Number));
        }
        Assert.Equal(live.Count, flow.LiveCount(0));
    }

    // A refused replace would leave behind it requests that name an id the gateway never had, and an order that nobody cancels.
    [Fact]
    public void An_order_whose_replace_waits_is_left_alone_until_its_answer()
    {
        var flow = new OrderFlow(s_instruments, OrderMix.Parse("new=4,replace=3,cancel=3"), sessions: 1, seed: 3);
        var waiting = new Queue<OrderRequest>();
        var unsettled = new HashSet<long>();
        for (var i = 0; i < 20_000; i++)
        {
            flow.Next(0, out var request);
            Assert.DoesNotContain(request.OrigNumber, unsettled);
            if (request.Kind != RequestKind.Replace) continue;
            unsettled.Add(request.Number);
            waiting.Enqueue(request);
            if (waiting.Count < 100) continue;
            var answered = waiting.Dequeue();
            unsettled.Remove(answered.Number);
            flow.OnReport(0, i % 3 == 0 ? Reports.Refused(answered) : Reports.Replaced(answered));
        }

        Assert.NotEmpty(unsettled);
    }

    [Fact]
    public void The_mix_is_kept()
    {
        var flow = new OrderFlow(s_instruments, OrderMix.Parse("new=50,cancel=30,market=20"), sessions: 1, seed: 3, liveOrdersMax: 100_000);
        var counts = new int[6];
        for (var i = 0; i < 100_000; i++)
        {
            flow.Next(0, out var request);
            counts[(int)request.Kind]++;
        }
        Assert.InRange(counts[(int)RequestKind.New], 49_000, 51_000);
        Assert.InRange(counts[(int)RequestKind.Market], 19_000, 21_000);
        Assert.Equal(0, counts[(int)RequestKind.Ioc]);
    }

    [Fact]
    public void A_session_never_has_more_live_orders_than_its_bound()
    {
        var flow = new OrderFlow(s_instruments, OrderMix.Parse("new=1"), sessions: 1, seed: 3, liveOrdersMax: 10);
        for (var i = 0; i < 1_000; i++)
        {
            flow.Next(0, out _);
            Assert.InRange(flow.LiveCount(0), 0, 10);
        }
    }

    [Fact]
    public void Clearing_up_cancels_every_live_order_once()
    {
        var flow = new OrderFlow(s_instruments, OrderMix.Parse("new=1"), sessions: 1, seed: 3);
        for (var i = 0; i < 20; i++) flow.Next(0, out _);
        var cancelled = new HashSet<long>();
        while (flow.TryNextCancel(0, out var request)) Assert.True(cancelled.Add(request.OrigNumber));
        Assert.Equal(20, cancelled.Count);
    }

    [Fact]
    public void A_request_costs_no_allocation()
    {
        var flow = new OrderFlow(s_instruments, OrderMix.Parse(OrderMix.Default), sessions: 1, seed: 3);
        // The best of several runs: the runtime itself allocates now and then while it recompiles what is hot.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated(flow, 20_000)));
        // The measure itself sees an allocation.
        Assert.NotEqual(0, Allocated(flow, 1, also: () => GC.KeepAlive(new object())));
    }

    static long Allocated(OrderFlow flow, int count, Action? also = null)
    {
        for (var i = 0; i < 5_000; i++) flow.Next(0, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++) flow.Next(0, out _);
        also?.Invoke();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static List<(long, long, long, long, string, RequestKind, Side)> Draw(ulong seed)
    {
        var flow = new OrderFlow(s_instruments, OrderMix.Parse(OrderMix.Default), sessions: 2, seed);
        return [.. Enumerable.Range(0, 5_000).Select(i =>
        {
            flow.Next(i % 2, out var r);
            return (r.Number, r.OrigNumber, r.Price, r.Quantity, r.Instrument.Symbol, r.Kind, r.Side);
        })];
    }
}
