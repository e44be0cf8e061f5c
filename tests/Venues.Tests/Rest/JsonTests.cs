using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Messages;
using Gateway.Venues.Rest.Json;
using Gateway.Venues.Simulated.Rest;

namespace Gateway.Venues.Tests.Rest;

public sealed class JsonTests
{
    [Fact]
    public void Decimals_are_exact_to_and_fro()
        => Prop.ForAll(ArbMap.Default.ArbFor<long>(), value =>
        {
            var raw = value % (90_000_000_000 * FixedPoint.One);
            var json = $$"""{"price":"{{SpotWriter.Decimal(raw)}}","origQty":{{SpotWriter.Decimal(raw)}}}""";
            var order = JsonSerializer.Deserialize(json, SpotJson.Default.SpotOrder)!;
            return order.Price == raw && order.OrigQty == raw;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"0.1\"", 10_000_000)]
    [InlineData("\"0.000000010000\"", 1)]
    [InlineData("90071992.54740993", 9_007_199_254_740_993)] // A double would give ...992.
    public void Values(string json, long raw)
        => Assert.Equal(raw, JsonSerializer.Deserialize($$"""{"price":{{json}}}""", SpotJson.Default.SpotOrder)!.Price);

    [Theory]
    [InlineData("\"0.000000001\"")]
    [InlineData("\"1e3\"")]
    [InlineData("\"\"")]
    [InlineData("\"NaN\"")]
    [InlineData("null")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"00000000000000000000000000000000000000000001\"")]
    public void What_is_no_such_number_is_refused(string json)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($$"""{"price":{{json}}}""", SpotJson.Default.SpotOrder));

    [Fact]
    public void A_frame_in_the_exchanges_own_layout_is_read()
    {
        const string Frame = """
            {"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000",
             "p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"","x":"TRADE","X":"PARTIALLY_FILLED","r":"NONE","i":4293153,
             "l":"0.25000000","z":"0.75000000","L":"0.10264400","n":"0.00002566","N":"BTC","T":1499405658657,"t":17,"I":8641984,"w":true,"m":true,
             "O":1499405658657,"Z":"0.07698300","Y":"0.02566100","Q":"0.00000000","V":"NONE"}
            """;
        var frame = JsonSerializer.Deserialize(Frame, SpotJson.Default.ExecutionFrame)!;
        Assert.Equal(("mUvoqJxFIILMdfAW5iGSOW", "", "TRADE", "PARTIALLY_FILLED"), (frame.ClientOrderId, frame.OriginalClientOrderId, frame.ExecutionType, frame.Status));
        Assert.Equal((4293153L, 17L, true, "BTC"), (frame.OrderId, frame.TradeId, frame.IsMaker, frame.CommissionAsset));
        Assert.Equal((25_000_000L, 75_000_000L, 10_264_400L, 2_566L), (frame.LastQuantity, frame.CumQuantity, frame.LastPrice, frame.Commission));
    }
}
