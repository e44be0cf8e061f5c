using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>
/// A state that was saved and loaded lives on like the one that never stopped. State that a walk forgets shows here as soon as it decides an answer:
/// let <see cref="RandomLife"/> do what needs it.
/// </summary>
public sealed class SnapshotTests
{
    static readonly Arbitrary<List<int>> Dice = Gen.Choose(0, 1 << 20).ListOf(600).Select(rolls => rolls.ToList()).ToArbitrary();

    sealed class Bytes : IStateSink
    {
        readonly List<byte> _bytes = [];

        public void Write(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

        internal ReadOnlySpan<byte> All => CollectionsMarshal.AsSpan(_bytes);
    }

    static ExecutionEngine Copy(ExecutionEngine engine)
    {
        var bytes = new Bytes();
        engine.Save(bytes);
        var copy = new ExecutionEngine(Desk.Small);
        copy.Load(bytes.All);
        Assert.Equal(engine.StateHash(), copy.StateHash());
        return copy;
    }

    [Fact]
    public void A_loaded_state_goes_on_as_the_one_that_was_saved()
        => Prop.ForAll(Dice, static dice =>
        {
            using var desk = new Desk();
            LimitsOfAll(desk);
            new RandomLife(desk, dice).Live(150);
            var said = new List<Outbound>();
            var engine = new ExecutionEngine(Desk.Small);
            try
            {
                for (var i = 0; i < desk.Heard.Count; i++)
                {
                    // Again and again from the copy of a copy, so that nothing can hide in what was not copied.
                    if (dice[i % dice.Count] % 12 == 0)
                    {
                        var copy = Copy(engine);
                        engine.Dispose();
                        engine = copy;
                    }

                    Hear(engine, desk.Heard[i], said);
                }

                Assert.Equal(desk.Engine.StateHash(), engine.StateHash());
                Assert.Equal(desk.Said.Count, said.Count);
                for (var i = 0; i < said.Count; i++) Assert.True(Raw(desk.Said[i]).SequenceEqual(Raw(said[i])), $"outbound {i + 1}, a {desk.Said[i].Kind}, from byte {Raw(desk.Said[i]).CommonPrefixLength(Raw(said[i]))}");
            }
            finally
            {
                engine.Dispose();
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_price_that_nobody_waits_for_any_more_is_looked_at_in_a_loaded_state_too()
    {
        using var desk = new Desk();
        desk.Order(1, "offer", Side.Sell, "1", "100");
        desk.Order(2, "taker", Side.Buy, "1", "100");
        SetMarket(desk, MarketState.OpeningAuction);
        var held = desk.Order(1, "stop", Side.Buy, "1", more: static (ref Inbound m) => (m.NewOrder.Type, m.NewOrder.StopPrice) = (OrderType.Stop, Price.Parse("100")));
        Assert.Equal(["1 New stop New cum=0 leaves=1"], held.Lines());
        Assert.Equal(["1 Canceled cancel orig=stop Canceled cum=0 leaves=0"], desk.Cancel(1, "cancel", "stop").Lines());
        using var copy = Copy(desk.Engine);
        SetMarket(desk, MarketState.Open);
        Hear(copy, desk.Heard[^1], []);
        Assert.Equal(desk.Engine.StateHash(), copy.StateHash());
    }

    static void SetMarket(Desk desk, MarketState market)
        => desk.Tell(InboundKind.MarketStateSet, (ref Inbound m) => m.MarketStateSet = new() { Symbol = Text24.From("AAPL"), State = market });

    static void LimitsOfAll(Desk desk)
    {
        desk.Limit(30, ScopeKind.Session, "", "20", window: 10 * Desk.Second);
        desk.Limit(75, ScopeKind.Account, "A1", "3", "5", window: 10 * Desk.Second);
        desk.Limit(70, ScopeKind.Account, "", "300");
    }

    static void Hear(ExecutionEngine engine, Inbound message, List<Outbound> said)
    {
        var outbox = new ListOutbox(said);
        engine.On(in message, ref outbox);
    }

    static ReadOnlySpan<byte> Raw(Outbound message) => MemoryMarshal.AsBytes(new ReadOnlySpan<Outbound>(in message)).ToArray();

    [Fact]
    public void A_state_cut_short_or_too_long_is_refused()
    {
        using var desk = new Desk();
        desk.Order(1, "a", Side.Buy, "10", "100");
        var bytes = new Bytes();
        desk.Engine.Save(bytes);
        for (var length = 0; length < bytes.All.Length; length += 97) AssertRefused(bytes.All[..length]);
        AssertRefused([.. bytes.All, 0]);
    }

    static void AssertRefused(ReadOnlySpan<byte> state)
    {
        using var engine = new ExecutionEngine(Desk.Small);
        var refused = false;
        try
        {
            engine.Load(state);
        }
        catch (InvalidDataException)
        {
            refused = true;
        }

        Assert.True(refused, $"{state.Length} bytes");
    }
}
