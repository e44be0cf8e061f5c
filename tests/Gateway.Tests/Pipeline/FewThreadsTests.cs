using Gateway.Tests.Harness;

namespace Gateway.Tests.Pipeline;

/// <summary>The program on a machine where the pool has hardly a thread to give: whatever waits there must not wait for another one.</summary>
public sealed class FewThreadsTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)] // Exchanges inside the process and over HTTP.
    public void It_starts_trades_and_ends(bool venues, int threads)
    {
        var data = Path.Combine(_folder.Path, "data");
        var start = GatewayProcess.Start(GatewayProcess.RunArguments(data, SmallConfiguration.Write(_folder, venues)));
        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = $"{threads}";
        using var gateway = GatewayProcess.Run(start);
        using (var strategy = new StrategyClient(gateway.Fix))
        {
            strategy.LogOn();
            strategy.Send("D", "11=a|55=AAPL|54=1|38=10|40=2|44=500|60=20260101-00:00:00|");
            Assert.Equal("0", strategy.AwaitReport("a", "0")[39]);
            strategy.LogOut();
        }

        Assert.Contains("openOrders", GatewayProcess.Command("capacity", "--data", data).Output, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Terminate());
    }
}
