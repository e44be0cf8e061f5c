using System.Text;
using Gateway.Fix.Codec;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.Tests.Strategies;

public sealed class ReportEncoderTests
{
    [Theory]
    [InlineData(ExecType.New, OrdStatus.New, "0|150=0|39=0", "150=0|39=0")]
    [InlineData(ExecType.Trade, OrdStatus.PartiallyFilled, "0|150=1|39=1", "150=F|39=1")]
    [InlineData(ExecType.Trade, OrdStatus.Filled, "0|150=2|39=2", "150=F|39=2")]
    [InlineData(ExecType.Canceled, OrdStatus.Canceled, "0|150=4|39=4", "150=4|39=4")]
    [InlineData(ExecType.Replaced, OrdStatus.New, "0|150=5|39=0", "150=5|39=0")]
    [InlineData(ExecType.Rejected, OrdStatus.Rejected, "0|150=8|39=8", "150=8|39=8")]
    [InlineData(ExecType.Expired, OrdStatus.Expired, "0|150=C|39=C", "150=C|39=C")]
    [InlineData(ExecType.OrderStatus, OrdStatus.PartiallyFilled, "3|150=1|39=1", "150=I|39=1")]
    public void Each_dialect_has_its_ExecType(ExecType type, OrdStatus status, string fix42, string later)
    {
        var report = Report(type, status);
        Assert.Contains("|20=" + fix42 + "|", Body(report, FixDialect.Fix42), StringComparison.Ordinal);
        Assert.Contains("|17=7|" + later + "|", Body(report, FixDialect.Fix44), StringComparison.Ordinal);
        Assert.Contains("|17=7|" + later + "|", Body(report, FixDialect.Fix50), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fill_names_its_trade_where_the_version_can()
    {
        var report = Report(ExecType.Trade, OrdStatus.Filled);
        Assert.Contains("|32=3|31=10.5|527=9|851=2|", Body(report, FixDialect.Fix44), StringComparison.Ordinal);
        Assert.DoesNotContain("|527=", Body(report, FixDialect.Fix42), StringComparison.Ordinal);
        Assert.Contains("|32=3|31=10.5|", Body(report, FixDialect.Fix42), StringComparison.Ordinal);
    }

    [Fact]
    public void Icebergs_and_drop_copies_are_marked()
    {
        var report = Report(ExecType.New, OrdStatus.New);
        report.ExecutionReport.DisplayQuantity = new(5 * FixedPoint.One);
        Assert.Contains("|111=5|", Body(report, FixDialect.Fix44), StringComparison.Ordinal);
        Assert.Contains("|1138=5|", Body(report, FixDialect.Fix50), StringComparison.Ordinal);
        Assert.DoesNotContain("|797=", Body(report, FixDialect.Fix44), StringComparison.Ordinal);
        Assert.EndsWith("|797=Y|", Body(report, FixDialect.Fix44, dropCopy: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_that_a_version_does_not_know_becomes_its_general_one()
    {
        const string Text = "58=PRICE_INCREMENT: limit=0.01 observed=0.015 scope=instrument:AAPL|";
        Assert.Contains("|103=0|" + Text, Body(Refusal(), FixDialect.Fix42), StringComparison.Ordinal);
        Assert.Contains("|103=99|" + Text, Body(Refusal(), FixDialect.Fix44), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_fits_with_the_widest_values_and_begins_with_its_code(RejectReason reason)
    {
        var widest = reason.Words().Unit == RejectUnit.Time ? 1_800_000_000_000_000_001 : long.MinValue + 1;
        var rejection = Rejection.Of(reason, widest, widest).At(ScopeKind.Instrument, Text24.From(new string('W', 24)));
        Span<byte> text = stackalloc byte[RejectText.LengthMax];
        var length = RejectText.Write(in rejection, Encoding.ASCII.GetBytes(new string('t', 40)), text);
        var words = Encoding.ASCII.GetString(text[..length]);
        Assert.StartsWith(reason.Words().Code, words, StringComparison.Ordinal);
        Assert.EndsWith(" text=" + new string('t', 40), words, StringComparison.Ordinal);
    }

    public static TheoryData<RejectReason> Reasons() => [.. Enum.GetValues<RejectReason>().Where(reason => reason != RejectReason.None)];

    static Outbound Refusal()
    {
        var report = Report(ExecType.Rejected, OrdStatus.Rejected);
        report.ExecutionReport.Rejection = Rejection.Of(RejectReason.PriceIncrement, 1_000_000, 1_500_000).At(ScopeKind.Instrument, Text24.From("AAPL"));
        return report;
    }

    static Outbound Report(ExecType type, OrdStatus status)
    {
        var outbound = new Outbound { Kind = OutboundKind.ExecutionReport, Time = new(1_767_225_600_123_456_789) };
        ref var report = ref outbound.ExecutionReport;
        (report.ClOrdId, report.Symbol, report.Account) = (Text64.From("c1"), Text24.From("AAPL"), Text16.From("A1"));
        (report.OrderId, report.ExecId, report.TradeId, report.ExecType, report.OrdStatus) = (5, 7, 9, type, status);
        (report.Side, report.Type, report.Liquidity) = (Side.Buy, OrderType.Limit, (Liquidity)2);
        (report.LastPrice, report.LastQuantity) = (Price.Parse("10.5"), Quantity.Parse("3"));
        return outbound;
    }

    static string Body(in Outbound outbound, FixDialect dialect, bool dropCopy = false)
    {
        var buffer = new byte[2048];
        var writer = new FixWriter(buffer, new TimestampFormat());
        ReportEncoder.Write(ref writer, in outbound, dialect, dropCopy);
        Assert.False(writer.Overflowed);
        return Encoding.Latin1.GetString(buffer, 0, writer.Position).Replace('\u0001', '|');
    }
}
