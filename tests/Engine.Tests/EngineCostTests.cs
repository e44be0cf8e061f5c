using System.Diagnostics;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>Keeps the latest answers only, as a ring would.</summary>
struct RingOutbox(Outbound[] slots) : IOutbox
{
    internal long Count;

    public ref Outbound Claim()
    {
        ref var slot = ref slots[Count & (slots.Length - 1)];
        slot = default;
        return ref slot;
    }

    public void Commit() => Count++;
}

public sealed class EngineCostTests
{
    const int Orders = 1 << 16;

    /// <summary>A flow of limit orders around one price, a tenth of them cancels and replaces, over four accounts; ids are new each time.</summary>
    sealed class Flow : IDisposable
    {
        readonly ExecutionEngine _engine = new(new EngineLimits { OrdersMax = 1 << 16, ClientIdsMax = 1 << 22 });
        readonly Inbound[] _messages = new Inbound[Orders];
        RingOutbox _outbox = new(new Outbound[1024]);
        long _sequence;
        long _time = 1_700_000_000_000_000_000;
        long _id;

        internal Flow(bool allRules)
        {
            Configure();
            if (allRules) Limit();
            uint random = 12345;
            for (var i = 0; i < Orders; i++)
            {
                random = random * 1664525 + 1013904223;
                Draw(ref _messages[i], random >> 4, i);
            }
        }

        internal long Said => _outbox.Count;

        void Tell(Inbound message)
        {
            message.Sequence = ++_sequence;
            message.Time = new Timestamp(_time += 1000);
            _engine.On(in message, ref _outbox);
        }

        void Configure()
        {
            for (ushort session = 1; session <= 4; session++)
            {
                var account = Text16.From($"A{session}");
                Tell(new Inbound { Kind = InboundKind.AccountDefined, AccountDefined = new() { Account = account, Currency = Text16.From("USD"), InitialMarginPercent = 10, ShortAllowed = true } });
                Tell(new Inbound { Kind = InboundKind.BalanceSet, BalanceSet = new() { Account = account, Asset = Text16.From("USD"), Amount = Money.Parse("10000000000") } });
                Tell(new Inbound { Kind = InboundKind.SessionDefined, Session = session, SessionDefined = new() { CompId = Text32.From($"STRAT{session}"), DefaultAccount = account } });
            }

            Tell(new Inbound
            {
                Kind = InboundKind.InstrumentDefined,
                InstrumentDefined = new()
                {
                    Symbol = Text24.From("AAPL"), Currency = Text16.From("USD"), TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("1"),
                    QuantityMax = Quantity.Parse("1000000"), ReferencePrice = Price.Parse("150"), SelfTradePrevention = SelfTradePrevention.CancelNewest,
                },
            });
        }

        void Limit()
        {
            ReadOnlySpan<ushort> rules = [20, 21, 22, 30, 31, 36, 37, 50, 51, 52, 53, 54, 55, 61, 63, 70, 73, 75];
            foreach (var rule in rules)
                foreach (var scope in new[] { ScopeKind.Firm, ScopeKind.Session, ScopeKind.Account, ScopeKind.Instrument })
                    Tell(new Inbound { Kind = InboundKind.LimitSet, LimitSet = new() { Rule = rule, Scope = scope, Enabled = true, Value = rule == 61 ? 1 : rule == 22 ? 50 * FixedPoint.One : FixedMath.AmountMax } });
        }

        static void Draw(ref Inbound message, uint random, int i)
        {
            message.Session = (ushort)(1 + random % 4);
            message.Kind = InboundKind.NewOrder;
            message.NewOrder = new()
            {
                Symbol = Text24.From("AAPL"), Side = random % 2 == 0 ? Side.Buy : Side.Sell, Type = OrderType.Limit,
                TimeInForce = (random >> 3) % 4 == 0 ? TimeInForce.Day : TimeInForce.ImmediateOrCancel,
                Quantity = new Quantity((1 + (random >> 5) % 100) * FixedPoint.One),
                Price = new Price((15_000 + (random >> 8) % 21 - 10) * 1_000_000L),
            };
            if (i % 10 == 9) message.Kind = InboundKind.MassCancel;
        }

        /// <summary>Runs all messages once with new ids and times; returns the nanoseconds it took.</summary>
        internal long Run()
        {
            var start = Stopwatch.GetTimestamp();
            foreach (ref var message in _messages.AsSpan())
            {
                message.Sequence = ++_sequence;
                message.Time = new Timestamp(_time += 1000);
                if (message.Kind == InboundKind.NewOrder) Number(ref message.NewOrder.ClOrdId);
                else
                {
                    message.MassCancel = new() { All = true };
                    Number(ref message.MassCancel.ClOrdId);
                }

                _engine.On(in message, ref _outbox);
            }

            return (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        void Number(ref Text64 id)
        {
            Span<byte> text = stackalloc byte[20];
            (++_id).TryFormat(text, out var length);
            FixedText.TrySet(ref id, text[..length]);
        }

        public void Dispose() => _engine.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_order_allocates_nothing(bool allRules)
    {
        using var flow = new Flow(allRules);
        for (var i = 0; i < 3; i++) flow.Run();
        Assert.Equal(0, Garbage.Of(() => flow.Run()));
        Assert.NotEqual(0, Garbage.Of(() => GC.KeepAlive(new byte[1]))); // The meter works.
        Assert.True(flow.Said > Orders);
    }

    [Theory(Explicit = true)]
    [Trait("Category", "Perf")]
    [InlineData(false)]
    [InlineData(true)]
    public void Nanoseconds_per_message(bool allRules)
    {
        using var flow = new Flow(allRules);
        for (var i = 0; i < 20; i++) flow.Run();
        var best = long.MaxValue;
        var said = flow.Said;
        for (var i = 0; i < 10; i++) best = Math.Min(best, flow.Run());
        TestContext.Current.SendDiagnosticMessage(
            "{0} ns a message, {1} reports a message, all rules: {2}", best / Orders, (flow.Said - said) / 10.0 / Orders, allRules);
        TestContext.Current.TestOutputHelper!.WriteLine($"{best / Orders} ns a message, {(flow.Said - said) / 10.0 / Orders:0.00} reports a message, all rules: {allRules}");
    }
}
