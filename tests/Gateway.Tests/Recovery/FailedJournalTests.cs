using Gateway.Journal;
using Gateway.Messages;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>A write that fails ends the gateway: it says why to its sessions, acknowledges nothing that it cannot prove, and starts again from what is there.</summary>
public sealed class FailedJournalTests : IDisposable
{
    readonly TemporaryDirectory _data = new();

    public FailedJournalTests() => Directory.CreateDirectory(Path.Combine(_data.Path, "journal"));

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("inbound")]
    [InlineData("outbound")]
    public async Task Sessions_are_told_in_a_Logout_and_numbers_go_on(string log)
    {
        var files = new FailingFiles(log);
        var gateway = await StartAsync(files);
        using var strategy = gateway.Connect();
        Order(strategy, "before");
        Assert.Equal("0", strategy.AwaitReport("before", "0")[150]);
        files.IsBroken = true;
        Order(strategy, "after");
        var reason = await gateway.Host.Failed.WaitAsync(Patience.Limit);
        Assert.Matches("^The (In|Out)bound log failed after sequence .*Input/output error", reason.Message);
        var stop = gateway.StopAsync(); // As the program does, which then exits with 1.
        var logout = strategy.Await("5"); // Before it no report of what could not be written.
        Assert.Equal($"The gateway stops: {reason.Message}", logout[58]);
        strategy.Send("5", "");
        await stop;
        files.IsBroken = false;
        await ExpectNext(Number(logout[34]) + 1, strategy.Next);
    }

    [Fact]
    public async Task Sessions_whose_own_log_failed_are_cut_for_no_number_may_be_used_twice()
    {
        var files = new FailingFiles("sessions");
        var gateway = await StartAsync(files);
        using var strategy = gateway.Connect();
        Order(strategy, "before");
        var last = Number(strategy.AwaitReport("before", "0")[34]);
        files.IsBroken = true;
        strategy.Send("1", "112=are you there|");
        await gateway.Host.Failed.WaitAsync(Patience.Limit);
        await gateway.StopAsync();
        Assert.Null(strategy.Read());
        files.IsBroken = false;
        await ExpectNext(last + 1, strategy.Next);
    }

    // The next run's Logon bears the number that follows what the session has seen. A request that had reached the inbound log is only now reported, under a
    // number before the Logout's if it had got one, or else behind it.
    async Task ExpectNext(int number, int own)
    {
        var gateway = await StartAsync(new FailingFiles("none"));
        using var again = new StrategyClient(gateway.Fix) { Next = own };
        var reported = gateway.Host.Core.Engine.OpenOrders().Count(order => order.ClOrdId == Text64.From("after"));
        Assert.InRange(Number(again.LogOn(reset: false)[34]), number, number + reported);
        await gateway.StopAsync();
    }

    static int Number(string? text) => int.Parse(text!, System.Globalization.CultureInfo.InvariantCulture);

    Task<RunningGateway> StartAsync(FailingFiles files) => RunningGateway.StartAsync(
        configuration =>
        {
            configuration.Venues.Clear();
            configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
            configuration.Durability = Durability.Disk;
        }, _data, new() { Files = files });

    static void Order(StrategyClient strategy, string id) => strategy.Send("D", $"11={id}|55=AAPL|54=1|38=1|40=2|44=500|59=1|60=20260101-00:00:00|");
}
