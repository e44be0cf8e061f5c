using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>A CompID has a session for each FIX version; its limits and states are the CompID's, so that to log on twice doubles nothing.</summary>
public sealed class SharedSessionScopeTests : IDisposable
{
    const ushort Other = 5;

    readonly Desk _desk = new();

    public SharedSessionScopeTests()
        => _desk.Tell(InboundKind.SessionDefined, static (ref Inbound m) => m.SessionDefined = new() { CompId = Text32.From("STRAT1"), DefaultAccount = Text16.From("A1") }, Other);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_limit_counts_the_orders_of_all_versions()
    {
        _desk.Limit(36, ScopeKind.Session, "STRAT1", "2");
        _desk.Order(1, "a", Side.Buy, "1", "10");
        _desk.Order(Other, "b", Side.Buy, "1", "10");
        Assert.Equal(["1 Rejected c Rejected cum=0 leaves=0 MaxOpenOrders"], _desk.Order(1, "c", Side.Buy, "1", "10").Lines());
        Assert.Equal([$"{Other} Rejected d Rejected cum=0 leaves=0 MaxOpenOrders"], _desk.Order(Other, "d", Side.Buy, "1", "10").Lines());
        _desk.Cancel(1, "x", "a");
        Assert.Equal(ExecType.New, _desk.Order(Other, "e", Side.Buy, "1", "10")[0].ExecutionReport.ExecType);
        Assert.Single(_desk.Engine.Limits(), limit => limit.Rule == 36 && limit.Scope == ScopeKind.Session && limit.Key.ToString() == "STRAT1");
    }

    [Fact]
    public void A_kill_cancels_and_stops_all_versions_and_resume_lets_all_trade()
    {
        _desk.Order(1, "a", Side.Buy, "1", "10");
        _desk.Order(Other, "b", Side.Buy, "1", "10");
        _desk.State(ScopeKind.Session, "STRAT1", TradingState.Halted, cancel: true);
        Assert.Empty(_desk.Engine.OpenOrders());
        foreach (ushort session in new ushort[] { 1, Other })
            Assert.EndsWith("KillSwitch", _desk.Order(session, $"c{session}", Side.Buy, "1", "10").Lines()[0], StringComparison.Ordinal);
        _desk.State(ScopeKind.Session, "STRAT1", TradingState.Active);
        foreach (ushort session in new ushort[] { 1, Other })
            Assert.Equal(ExecType.New, _desk.Order(session, $"d{session}", Side.Buy, "1", "10")[0].ExecutionReport.ExecType);
    }
}
