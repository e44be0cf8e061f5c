using System.Text.RegularExpressions;
using Gateway.Journal.Export;
using Gateway.Messages;

namespace Gateway.Journal.Tests;

/// <summary>
/// What the requirements A01 to A29 and B13 to B20 want to be journaled, by their numbers: the kinds that hold it and the fields that it needs. What is
/// derived from these instead of having a kind of its own is told in docs/journal-format.md, where each number has its row.
/// </summary>
public partial class RequirementTests
{
    const string Rejection = "reason scope scopeKey limit observed";

    [Theory]
    [InlineData("A02 intent", "NewOrder", "session clOrdId symbol account side type price quantity strategy signal sendingTime")]
    [InlineData("A02 intent", "CancelOrder", "session clOrdId origClOrdId symbol")]
    [InlineData("A02 intent", "ReplaceOrder", "session clOrdId origClOrdId symbol price quantity")]
    [InlineData("A02 intent of an allocation", "AllocationLeg", "account quantity weight")]
    [InlineData("A03 trade_blocked", "ExecutionReport", Rejection + " execType symbol side orderQuantity strategy signal text")]
    [InlineData("A03 trade_blocked", "CancelReject", Rejection + " clOrdId symbol replace")]
    [InlineData("A04 order_submitted", "VenueOrder", "action orderId symbol side quantity price type")]
    [InlineData("A04 order_submitted", "ExecutionReport", "execType orderId symbol side orderQuantity price type strategy signal")]
    [InlineData("A05 fill", "ExecutionReport", "symbol side lastQuantity lastPrice fee liquidity tradeId execId strategy")]
    [InlineData("A05 fill at an exchange", "VenueReport", "orderId lastQuantity lastPrice fee feeAsset liquidity venueExecId")]
    [InlineData("A07 correlation and causation", "ExecutionReport", "correlation cause")]
    [InlineData("A08 run id", "RunStarted", "runId configurationHash")]
    [InlineData("A09 source", "NewOrder", "session venue")]
    [InlineData("A09 source", "LimitSet", "by")]
    [InlineData("A11 activity", "SessionLoggedOn", "session remoteAddress")]
    [InlineData("A11 activity", "SessionLoggedOut", "session orderly cause")]
    [InlineData("A11 activity", "VenueStateChanged", "venue state cause")]
    [InlineData("A12 mode", "RunStarted", "mode")]
    [InlineData("A18 reservations", "ExecutionReport", "orderId execType leavesQuantity price account")]
    [InlineData("A20 position snapshots", "PositionSnapshot", "account symbol quantity averagePrice markPrice realizedPnl unrealizedPnl")]
    [InlineData("A24 market data used for a decision", "VenueQuote", "venue symbol bidPrice bidQuantity askPrice askQuantity")]
    [InlineData("A26 balances", "BalanceSet", "account asset amount by")]
    [InlineData("A29 trigger and signal", "ExecutionReport", "strategy signal")]
    [InlineData("B13 lockouts", "RiskEvent", Rejection + " type until by")]
    [InlineData("B13 lockouts", "LockoutRelease", "scope key by why")]
    [InlineData("B14 daily result", "PositionSnapshot", "account realizedPnl unrealizedPnl fees")]
    [InlineData("B15 instrument master", "InstrumentDefined", "symbol tickSize lotSize currency notionalMin")]
    [InlineData("B15 instrument master", "RouteDefined", "symbol venue venueSymbol")]
    [InlineData("B16 trade history", "ExecutionReport", "account symbol lastQuantity lastPrice fee tradeId")]
    [InlineData("B17 session states", "TradingStateSet", "scope key state by why")]
    [InlineData("B17 session states", "RiskEvent", "type state")]
    [InlineData("B18 positions", "PositionSnapshot", "account symbol quantity openedAt closedAt")]
    [InlineData("B19 enforcement log", "RiskEvent", Rejection + " type symbol")]
    [InlineData("B19 enforcement log", "ExecutionReport", Rejection + " unsolicited")]
    [InlineData("B20 reset schedule", "ScheduleSet", "scope key resetAt by")]
    [InlineData("allocation runs and legs", "AllocationReport", Rejection + " group account parentOrderId childOrderId quantity leg legs")]
    [InlineData("admin acts", "OperatorReport", Rejection + " request act affected")]
    [InlineData("admin acts", "Flatten", "scope key by why")]
    [InlineData("admin acts", "StrategySwitched", "strategy account enabled by why")]
    [InlineData("admin acts", "MarketStateSet", "symbol state by why")]
    [InlineData("admin acts", "AccessRefused", "remote request status")]
    public void An_event_is_in_the_journal_with_what_it_needs(string requirement, string kind, string fields)
    {
        var (log, number) = Enum.TryParse<InboundKind>(kind, out var inbound) ? (LogName.Inbound, (byte)inbound) : (LogName.Outbound, (byte)Enum.Parse<OutboundKind>(kind));
        var known = KindFields.Of(log, number).Select(field => field.Name).ToHashSet();
        foreach (var field in fields.Split(' ')) Assert.True(known.Contains(field), $"{requirement}: {kind} has no field {field}: {string.Join(' ', known)}");
    }

    /// <summary>Those that are outside (A06, A15, A25) are not journaled.</summary>
    [Fact]
    public void Every_requirement_has_its_row_in_the_format_s_documentation()
    {
        var rows = Rows().Matches(FormatTests.Documentation()).SelectMany(row => row.Groups[1].Value.Split(", ")).ToHashSet();
        var wanted = Enumerable.Range(1, 29).Except([6, 15, 25]).Select(number => $"A{number:D2}").Concat(Enumerable.Range(13, 8).Select(number => $"B{number}"));
        Assert.Equal([], wanted.Where(id => !rows.Contains(id)));
    }

    [GeneratedRegex(@"^\| ([AB]\d\d(?:, [AB]\d\d)*) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
