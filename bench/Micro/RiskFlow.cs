using System.Diagnostics;
using Gateway.Engine;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Bench.Micro;

/// <summary>
/// Orders that pass every check and leave the engine as they found it: immediate-or-cancel at prices that nobody offers. Ids are new each
/// time; a new day between two batches forgets them.
/// </summary>
internal sealed class RiskFlow : IDisposable
{
    internal const int Batch = 64;
    private const long Second = 1_000_000_000;

    private readonly ExecutionEngine _engine;
    private readonly Inbound[] _orders = new Inbound[Batch];
    private RiskOutbox _outbox = new(new Outbound[256]);
    private long _sequence;
    private long _time = 1_700_000_000 * Second;
    private long _id;

    internal RiskFlow(int accounts)
    {
        _engine = new ExecutionEngine(new EngineLimits
        {
            OrdersMax = 4096, ClientIdsMax = 1 << 14, AccountsMax = Math.Max(16, accounts), StrategiesMax = Math.Max(16, accounts), InstrumentsMax = 64,
            PositionsMax = 1 << 15, VenueOrdersMax = 1 << 10, VenueExecIdsMax = 1 << 10,
        });
        Configure(accounts);
        uint random = 12345;
        for (var i = 0; i < Batch; i++)
        {
            random = random * 1664525 + 1013904223;
            var account = random >> 8;
            _orders[i] = Order((int)(account % (uint)accounts), random >> 20);
        }
    }

    private static Inbound Order(int account, uint random) => new()
    {
        Kind = InboundKind.NewOrder,
        Session = (ushort)(1 + random % 4),
        NewOrder = new()
        {
            Account = Text16.From($"A{account}"), Strategy = Text16.From($"S{account}"), Symbol = Text24.From("AAPL"), Side = random % 2 == 0 ? Side.Buy : Side.Sell,
            Type = OrderType.Limit, TimeInForce = TimeInForce.ImmediateOrCancel, Quantity = new Quantity((1 + random % 100) * FixedPoint.One),
            Price = new Price((15_000 + (random % 2 == 0 ? -random % 50 : random % 50)) * 1_000_000L),
        },
    };

    private void Tell(Inbound message)
    {
        message.Sequence = ++_sequence;
        message.Time = new Timestamp(_time += 1000);
        _engine.On(in message, ref _outbox);
    }

    private void Configure(int accounts)
    {
        for (var i = 0; i < accounts; i++)
        {
            var account = Text16.From($"A{i}");
            Tell(new() { Kind = InboundKind.AccountDefined, AccountDefined = new() { Account = account, Currency = Text16.From("USD"), InitialMarginPercent = 10, ShortAllowed = true } });
            Tell(new() { Kind = InboundKind.BalanceSet, BalanceSet = new() { Account = account, Asset = Text16.From("USD"), Amount = Money.Parse("1000000000") } });
        }

        for (ushort session = 1; session <= 4; session++)
            Tell(new() { Kind = InboundKind.SessionDefined, Session = session, SessionDefined = new() { CompId = Text32.From($"STRAT{session}"), DefaultAccount = Text16.From("A0") } });
        Tell(new()
        {
            Kind = InboundKind.InstrumentDefined,
            InstrumentDefined = new()
            {
                Symbol = Text24.From("AAPL"), Currency = Text16.From("USD"), TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("1"),
                QuantityMax = Quantity.Parse("1000000"), ReferencePrice = Price.Parse("150"), SelfTradePrevention = SelfTradePrevention.CancelNewest,
            },
        });
        Tell(new() { Kind = InboundKind.ScheduleSet, ScheduleSet = new() { Scope = ScopeKind.Firm, OpensAt = new Timestamp(1), ClosesAt = new Timestamp(long.MaxValue) } });
        for (var i = 0; i < accounts; i++) Tell(new() { Kind = InboundKind.StrategySwitched, StrategySwitched = new() { Strategy = Text16.From($"S{i}"), Enabled = true } });
    }

    /// <summary>Sets a rule at all scopes of a kind, as wide as its parameters can say.</summary>
    internal void Limit(RuleDescription rule, ScopeKind scope)
    {
        for (var tier = 0; tier < rule.Tiers; tier++)
        {
            Tell(new()
            {
                Kind = InboundKind.LimitSet,
                LimitSet = new()
                {
                    Rule = (ushort)rule.Number, Scope = scope, Enabled = true, Tier = (ushort)tier, Value = Wide(rule, rule.Value), Value2 = rule.Number == 24 ? 1 : Wide(rule, rule.Value2),
                    Value3 = Wide(rule, rule.Value3), WindowNanos = rule.Window.Unit == ParameterUnit.None ? 0 : rule.Number == 44 ? 1 : 100_000_000 * Second,
                },
            });
            if (_outbox.Last.RiskEvent.Type != RiskEventType.LimitApplied) throw new InvalidOperationException($"{rule.Id} was refused at {scope}.");
        }
    }

    private static long Wide(RuleDescription rule, in RuleParameter parameter) => parameter.Unit switch
    {
        ParameterUnit.None or ParameterUnit.Option or ParameterUnit.Seconds => 0,
        ParameterUnit.Percent => rule.Number == 61 ? 10_000 : 1_000 * FixedPoint.One,
        ParameterUnit.Count => 1_000_000_000 * FixedPoint.One,
        ParameterUnit.Ratio => 1_000 * FixedPoint.One,
        _ => long.MaxValue / 2 / FixedPoint.One * FixedPoint.One,
    };

    /// <summary>Bytes allocated for each order of the last run.</summary>
    internal double Allocated { get; private set; }

    /// <summary>Median and best nanoseconds an order; throws when one was refused.</summary>
    internal (double Median, double Best) Run(int batches)
    {
        for (var i = 0; i < batches / 4; i++) RunBatch();
        var times = new double[batches];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < batches; i++) times[i] = RunBatch();
        Allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(batches * Batch);
        Array.Sort(times);
        return (times[batches / 2], times[0]);
    }

    private double RunBatch()
    {
        if (_id % (128 * Batch) == 0) _time += 86_400 * Second;
        foreach (ref var order in _orders.AsSpan()) Prepare(ref order);
        var said = _outbox.Count;
        var start = Stopwatch.GetTimestamp();
        foreach (ref var order in _orders.AsSpan()) _engine.On(in order, ref _outbox);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        if (_outbox.Count - said != 2 * Batch) throw new InvalidOperationException($"An order was refused: {_outbox.Last.ExecutionReport.Rejection.Reason}.");
        return elapsed / Batch;
    }

    private void Prepare(ref Inbound order)
    {
        order.Sequence = ++_sequence;
        order.Time = order.SendingTime = new Timestamp(_time += 1000);
        Span<byte> text = stackalloc byte[20];
        (++_id).TryFormat(text, out var length);
        FixedText.TrySet(ref order.NewOrder.ClOrdId, text[..length]);
    }

    public void Dispose() => _engine.Dispose();
}

/// <summary>Keeps the latest answers only, as a ring would.</summary>
internal struct RiskOutbox(Outbound[] slots) : IOutbox
{
    internal long Count;

    internal readonly ref Outbound Last => ref slots[(Count - 1) & (slots.Length - 1)];

    public readonly ref Outbound Claim()
    {
        ref var slot = ref slots[Count & (slots.Length - 1)];
        slot = default;
        return ref slot;
    }

    public void Commit() => Count++;
}
