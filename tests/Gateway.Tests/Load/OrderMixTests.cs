using Gateway.Load;

namespace Gateway.Tests.Load;

public sealed class OrderMixTests
{
    [Theory]
    [InlineData("new=60,cancel=25,replace=10,market=5")]
    [InlineData("ioc=1")]
    [InlineData(OrderMix.Default)]
    public void A_mix_says_its_weights(string text)
    {
        var mix = OrderMix.Parse(text);
        foreach (var part in text.Split(',')) Assert.Contains(part, mix.ToString(), StringComparison.Ordinal);
        Assert.Equal(text.Split(',').Sum(part => int.Parse(part.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)), mix.Total);
    }

    [Theory]
    [InlineData("", "begins no order")]
    [InlineData("cancel=1,replace=3", "begins no order")]
    [InlineData("new=0", "begins no order")]
    [InlineData("new=1,new=2", "twice")]
    [InlineData("buy=1", "knows no 'buy'")]
    [InlineData("New=1", "knows no 'New'")]
    [InlineData("new", "WEIGHT")]
    [InlineData("new=-1", "WEIGHT")]
    [InlineData("new=1.5", "WEIGHT")]
    [InlineData("new=2000000", "WEIGHT")]
    [InlineData("new=1=2", "WEIGHT")]
    public void A_wrong_mix_is_refused_with_its_fault(string text, string fault)
    {
        var error = Assert.Throws<UserErrorException>(() => OrderMix.Parse(text));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void Points_fall_to_kinds_by_weight()
    {
        var mix = OrderMix.Parse("new=3,market=1,cancel=2");
        var kinds = Enumerable.Range(0, mix.Total).Select(mix.At).CountBy(kind => kind).ToDictionary();
        Assert.Equal(new Dictionary<RequestKind, int> { [RequestKind.New] = 3, [RequestKind.Market] = 1, [RequestKind.Cancel] = 2 }, kinds);
    }
}
