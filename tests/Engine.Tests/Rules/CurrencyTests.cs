using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>Limits are in one money; what is traded in another counts at its configured rate, what pays for it does not.</summary>
public sealed class CurrencyTests : RuleDesk
{
    const string Yen = "TOYO";

    public CurrencyTests()
    {
        Floor.Rate("JPY", "0.01");
        Floor.Instrument(Yen, currency: "JPY");
        foreach (var account in new[] { "A1", "A2", "A3" }) Floor.Balance(account, "JPY", "1000000");
    }

    [Theory]
    [InlineData(21, "99.99", RejectReason.None)]
    [InlineData(21, "100", RejectReason.None)]
    [InlineData(21, "100.01", RejectReason.MaxOrderNotional)]
    [InlineData(37, "100.01", RejectReason.OpenOrderValue)]
    [InlineData(52, "100.01", RejectReason.MaxPositionNotional)]
    [InlineData(53, "100.01", RejectReason.ExposureCap)]
    [InlineData(55, "100.01", RejectReason.DailyTradedValue)]
    [InlineData(62, "100.01", RejectReason.RiskBudget)]
    [InlineData(63, "100.01", RejectReason.CreditLimit)]
    [InlineData(63, "100", RejectReason.None)]
    public void A_hundred_yen_are_one_dollar(int rule, string price, RejectReason reason)
    {
        Floor.Limit(rule, ScopeKind.Account, "A1", "1000");
        Try(reason, quantity: "1000", price: price, symbol: Yen);
        if (reason != RejectReason.None) Try(RejectReason.None, quantity: "1000", price: "99", symbol: Yen);
    }

    [Fact]
    public void The_claim_is_in_the_currency_that_pays()
    {
        Try(RejectReason.None, quantity: "1000", price: "100", symbol: Yen);
        Assert.Equal("10000", Floor.Engine.Balances().Single(balance => balance is { Reserved.Raw: > 0 }).Reserved.ToString());
        Assert.Equal("1000", Scope("A1").OpenNotional.ToString());
    }

    [Theory]
    [InlineData("90.01", false)]
    [InlineData("90", true)]
    public void A_days_loss_counts_at_the_rate(string price, bool locked)
    {
        Floor.Limit(70, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "1000", "100", symbol: Yen);
        Trade(Side.Sell, "1000", price, symbol: Yen);
        Assert.Equal(locked, LockedUntil(ScopeKind.Account, "A1") != 0);
    }

    [Fact]
    public void A_new_rate_counts_for_what_is_held_at_once_and_nothing_is_left_when_it_is_sold()
    {
        Trade(Side.Buy, "1000", "100", symbol: Yen, strategy: "X");
        Assert.Equal("1000", Scope("A1").GrossExposure.ToString());
        Floor.Rate("JPY", "0.02");
        Assert.Equal(("2000", "2000"), (Scope("A1").GrossExposure.ToString(), Scope("X").GrossExposure.ToString()));
        Try(RejectReason.None, price: "5", symbol: Yen, quantity: "10");
        Floor.Rate("JPY", "0.5");
        Floor.Cancel(1, "c", "n3");
        Trade(Side.Sell, "1000", "90", symbol: Yen, strategy: "X");
        foreach (var key in new[] { "A1", "X", Yen, "" }) Assert.Equal((0L, 0L, 0L), (Scope(key).GrossExposure.Raw, Scope(key).NetExposure.Raw, Scope(key).OpenNotional.Raw));
        Assert.Equal("-5000", Scope("A1").RealizedToday.ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void A_rate_that_is_none_is_refused(string rate)
    {
        Floor.Rate("JPY", rate);
        Assert.Equal(RiskEventType.LimitRefused, Floor.Said[^1].RiskEvent.Type);
        Floor.Limit(21, ScopeKind.Account, "A1", "1000");
        Try(RejectReason.None, quantity: "1000", price: "100", symbol: Yen);
    }

    [Fact]
    public void A_minimum_is_the_instruments_own()
    {
        Floor.Instrument(Yen, currency: "JPY", notionalMin: "500");
        Try(RejectReason.NotionalBelowMinimum, price: "499", symbol: Yen);
        Try(RejectReason.None, price: "500", symbol: Yen);
    }

    ScopeView Scope(string key) => Floor.Engine.Scopes().Single(scope => scope.Key.ToString() == key);
}
