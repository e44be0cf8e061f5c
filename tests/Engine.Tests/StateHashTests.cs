using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

public sealed class StateHashTests
{
    static StateHash After(Action<Desk> acts)
    {
        using var desk = new Desk();
        acts(desk);
        return desk.Engine.StateHash();
    }

    [Fact]
    public void Every_part_of_the_state_counts()
    {
        Action<Desk>[] lives =
        [
            static _ => { },
            static desk => desk.Tick(),
            static desk => desk.Order(1, "a", Side.Buy, "1", "10"),
            static desk => desk.Order(1, "b", Side.Buy, "1", "10"),
            static desk => desk.Order(1, "a", Side.Buy, "2", "10"),
            static desk => desk.Order(1, "a", Side.Buy, "1", "11"),
            static desk => desk.Order(1, "a", Side.Buy, "1", "10", symbol: "MSFT"),
            static desk => desk.Order(1, "a", Side.Buy, "1", "10", account: "A2"),
            static desk => desk.Order(1, "a", Side.Buy, "1", "10", strategy: "X"),
            static desk => desk.Order(2, "a", Side.Buy, "1", "10"),
            static desk => desk.Order(1, "a", Side.Buy, "1", "10.001"),
            static desk => desk.Limit(20, ScopeKind.Account, "A1", "5"),
            static desk => desk.Limit(20, ScopeKind.Account, "", "5"),
            static desk => desk.State(ScopeKind.Account, "A1", TradingState.Halted),
            static desk => desk.Balance("A1", "USD", "999"),
            static desk => desk.Venue(1, VenueState.Up),
            static desk => desk.Quote(1, "1", "2"),
            static desk => desk.Account("A1", maker: 1),
            static desk => desk.Instrument("AAPL", reference: "1"),
        ];
        Assert.Equal(lives.Length, lives.Select(After).Distinct().Count());
    }

    [Fact]
    public void Neither_slots_nor_the_order_of_definition_count()
    {
        Assert.Equal(
            After(static desk => { desk.Account("N1"); desk.Account("N2"); }),
            After(static desk => { desk.Account("N2"); desk.Account("N1"); }));
        Assert.Matches("^[0-9a-f]{32}$", After(static _ => { }).ToString());
    }

    [Fact]
    public void To_define_the_same_twice_changes_nothing_but_the_time()
    {
        Assert.Equal(After(static desk => desk.Advance(1) ), After(static desk => desk.Advance(1)));
        Assert.Equal(
            After(static desk => { desk.Account("N1"); desk.Tick(); }),
            After(static desk => { desk.Account("N1"); desk.Account("N1"); }));
    }
}
