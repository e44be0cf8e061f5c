using Gateway.Load;
using Spectre.Console;

namespace Gateway.Tests.Load;

public sealed class DemoStrategyTests
{
    [Fact]
    public async Task The_demo_trades_and_tells_how_to_look_further()
    {
        using var stub = new StubGateway();
        using var text = new StringWriter();
        var result = await DemoStrategy.RunAsync("127.0.0.1", stub.Port, "some/data", Console(text), CancellationToken.None, requests: 4_000);
        Assert.True(result.Ok);
        Assert.Equal(4_000, result.Answered);
        // The stub knows all symbols but one.
        Assert.Equal(["INSTRUMENT_NOT_FOUND"], result.Refusals.Keys);
        foreach (var command in new[] { "replay some/data --verify", "latency some/data", "journal tail some/data" })
            Assert.Contains(command, text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_orders_have_new_names_each_time()
    {
        using var stub = new StubGateway();
        for (var run = 0; run < 2; run++)
            await DemoStrategy.RunAsync("127.0.0.1", stub.Port, "data", Console(TextWriter.Null), CancellationToken.None, requests: 20);
        Assert.Equal(stub.Orders, stub.ClOrdIds.Count);
    }

    [Fact]
    public async Task It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var stub = new StubGateway { AtFirstOrder = stop.Cancel };
        var result = await DemoStrategy.RunAsync("127.0.0.1", stub.Port, "data", Console(TextWriter.Null), stop.Token);
        Assert.True(result.Stopped && result.Ok);
        Assert.InRange(result.Sent, 1, 49_999);
    }

    static IAnsiConsole Console(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Interactive = InteractionSupport.No });
}
