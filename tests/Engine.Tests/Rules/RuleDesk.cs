using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>A desk for one rule at a time: what passes leaves, what is refused provably does not, and a restart changes neither.</summary>
public abstract class RuleDesk : IDisposable
{
    internal readonly Desk Floor = new();
    int _id;

    /// <summary>Every test ends with a restart: the messages that were heard lead to the same state.</summary>
    public void Dispose()
    {
        AssertReplays();
        Floor.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void AssertReplays()
    {
        using var again = new ExecutionEngine(Desk.Small);
        var outbox = new ListOutbox([]);
        foreach (var heard in Floor.Heard)
        {
            var message = heard;
            again.On(in message, ref outbox);
        }

        Assert.Equal(Floor.Engine.StateHash(), again.StateHash());
    }

    internal string NextId() => $"n{++_id}";

    /// <summary>A new order that has to pass, or to be refused for this reason: then it has no id, claims nothing and nobody else hears of it.</summary>
    internal Rejection Try(
        RejectReason reason, Side side = Side.Buy, string quantity = "1", string price = "10", ushort session = 1, string symbol = "AAPL", string account = "",
        string strategy = "", TimeInForce tif = TimeInForce.Day)
    {
        var open = Floor.Engine.OpenOrders().Length;
        var said = Floor.Order(session, NextId(), side, quantity, price, symbol, tif, account, strategy);
        var report = said[0].ExecutionReport;
        Assert.Equal(reason, report.Rejection.Reason);
        if (reason == RejectReason.None)
        {
            Assert.NotEqual(ExecType.Rejected, report.ExecType);
            return default;
        }

        Assert.Equal((ExecType.Rejected, 0L, open), (report.ExecType, report.OrderId, Floor.Engine.OpenOrders().Length));
        Assert.DoesNotContain(said, m => m.Kind == OutboundKind.VenueOrder && m.VenueOrder.Action == VenueAction.New);
        return report.Rejection;
    }

    /// <summary>One account buys from or sells to A3 at a price.</summary>
    internal Outbound[] Trade(Side side, string quantity, string price, ushort session = 1, string symbol = "AAPL", string strategy = "")
    {
        var other = side == Side.Buy ? Side.Sell : Side.Buy;
        Floor.Order(3, NextId(), other, quantity, price, symbol);
        return Floor.Order(session, NextId(), side, quantity, price, symbol, strategy: strategy);
    }

    /// <summary>A clock tick a second later.</summary>
    internal Outbound[] Tick(long nanos = Desk.Second)
    {
        Floor.Advance(nanos);
        return Floor.Tick();
    }

    internal static RiskEvent? EventOf(IEnumerable<Outbound> said, RiskEventType type, RejectReason reason)
        => said.Where(m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Type == type && m.RiskEvent.Rejection.Reason == reason)
            .Select(m => (RiskEvent?)m.RiskEvent).FirstOrDefault();

    internal long LockedUntil(ScopeKind kind, string key)
        => Floor.Engine.Scopes().Single(scope => scope.Scope == kind && scope.Key.ToString() == key).LockedUntil.Nanos;
}
