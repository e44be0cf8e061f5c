using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>For each rule that looks at orders the order that meets it and a limit that this order breaks, at any scope where the catalogue admits one.</summary>
public abstract class ScopeDesk : RuleDesk
{
    [Flags]
    internal enum Ways
    {
        New = 1,
        Replace = 2,
        Both = 3,
        Market = 4,
        Sell = 8,
        Twice = 16,
    }

    internal sealed record Recipe(RejectReason Reason, string Value = "0", string Value2 = "0", long Window = 0, Ways Ways = Ways.Both);

    internal static readonly Dictionary<int, Recipe> Recipes = new()
    {
        [4] = new(RejectReason.StrategyDisabled),
        [14] = new(RejectReason.StaleRequest, Window: 5),
        [20] = new(RejectReason.QuantityExceedsMaximum, "1"),
        [21] = new(RejectReason.MaxOrderNotional, "1"),
        [22] = new(RejectReason.PriceCollar),
        [23] = new(RejectReason.PriceCollarWindow, Window: Desk.Second),
        [24] = new(RejectReason.PercentPrice, "1", "0.5"),
        [25] = new(RejectReason.ReferencePriceStale, Window: 1),
        [26] = new(RejectReason.MarketOrderRestricted, Ways: Ways.New | Ways.Market),
        [30] = new(RejectReason.RateLimitExceeded),
        [31] = new(RejectReason.MessageLimit),
        [32] = new(RejectReason.VenueRateLimit),
        [35] = new(RejectReason.DuplicateOrder, "1", Window: Desk.Second, Ways: Ways.New | Ways.Twice),
        [36] = new(RejectReason.MaxOpenOrders, Ways: Ways.New),
        [37] = new(RejectReason.OpenOrderValue),
        [38] = new(RejectReason.OperationRatio, Window: Desk.Second, Ways: Ways.Replace),
        [41] = new(RejectReason.SymbolBlocked),
        [42] = new(RejectReason.ShortSell, Ways: Ways.New | Ways.Sell),
        [43] = new(RejectReason.OutsideSession),
        [44] = new(RejectReason.SquareOff, Window: Desk.Second),
        [50] = new(RejectReason.MaxContracts, "1"),
        [51] = new(RejectReason.MaxContractsInstrument, "1"),
        [52] = new(RejectReason.MaxPositionNotional, "1"),
        [53] = new(RejectReason.ExposureCap, "1"),
        [54] = new(RejectReason.LotLimit, "1"),
        [55] = new(RejectReason.DailyTradedValue, "1"),
        [61] = new(RejectReason.MarginBuffer, "100"),
        [62] = new(RejectReason.RiskBudget, "1"),
        [63] = new(RejectReason.CreditLimit, "1"),
        [93] = new(RejectReason.MarketDataStale, Window: 1, Ways: Ways.New),
    };

    protected ScopeDesk()
    {
        Floor.Instrument("AAPL", reference: "10");
        Floor.Instrument("MSFT", reference: "10");
        foreach (var venue in new ushort[] { 1, 2 })
        {
            Floor.Venue(venue, VenueState.Up);
            Floor.Quote(venue, "59990", "60010");
        }
    }

    internal void Set(int rule, ScopeKind scope, bool routed, string value, string value2, long window)
    {
        Floor.Limit(rule, scope, Key(scope, routed), value, value2, window);
        Assert.Equal(RiskEventType.LimitApplied, Floor.Said[^1].RiskEvent.Type);
    }

    internal static string Key(ScopeKind scope, bool routed) => scope switch
    {
        ScopeKind.Session => "STRAT1",
        ScopeKind.Account => "A1",
        ScopeKind.Strategy => "X",
        ScopeKind.Instrument => routed ? "BTCUSDT" : "AAPL",
        ScopeKind.Group => "G1",
        _ => "",
    };

    internal Outbound[] Order(ScopeKind scope, bool routed, Ways ways) => Floor.Order(
        1, NextId(), (ways & Ways.Sell) != 0 ? Side.Sell : Side.Buy, routed ? "0.2" : "10", (ways & Ways.Market) != 0 ? "" : routed ? "60010" : "10.5", routed ? "BTCUSDT" : "AAPL",
        account: scope == ScopeKind.Group ? "G1" : "", strategy: "X", more: Old);

    internal Outbound[] Replace(in ExecutionReport working, bool routed)
        => Floor.Replace(1, NextId(), working.ClOrdId.ToString(), routed ? "0.3" : "20", routed ? "60010" : "10.6", Old);

    internal void Old(ref Inbound m) => m.SendingTime = new Timestamp(Floor.Time - 1000);

    internal static Rejection Refusal(Outbound[] said)
        => said[0].Kind == OutboundKind.CancelReject ? said[0].CancelReject.Rejection : said[0].ExecutionReport.Rejection;

    /// <summary>Nothing of a refused request left: no exchange and no book has heard of it.</summary>
    internal static void AssertStayed(Outbound[] said)
        => Assert.DoesNotContain(said, m => m.Kind == OutboundKind.VenueOrder || m is { Kind: OutboundKind.ExecutionReport, ExecutionReport.ExecType: ExecType.New or ExecType.Replaced or ExecType.Trade });
}
