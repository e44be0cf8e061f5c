using System.Globalization;
using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>Resets of the sequence numbers hold over a restart.</summary>
public sealed class ResetTests
{
    static void Small(GatewayConfiguration configuration)
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
    }

    [Fact]
    public async Task A_reset_inside_a_session_counts_after_a_restart()
    {
        var gateway = await RunningGateway.StartAsync(Small);
        using (var client = gateway.Connect())
        {
            for (var i = 0; i < 5; i++) client.Send("D", SessionFixture.Order($"a{i}"));
            client.AwaitReport("a4", "0");
            client.Next = 1;
            client.Send("A", "98=0|108=30|141=Y|");
            Assert.Equal("1", client.Await("A")[34]);
            client.Send("D", SessionFixture.Order("b1"));
            Assert.Equal("2", client.AwaitReport("b1", "0")[34]);
        }

        var data = await gateway.StopAsync();
        await using var again = await RunningGateway.StartAsync(Small, data);
        using var back = new StrategyClient(again.Fix) { Next = 3 };
        Assert.Equal("A", back.LogOn(reset: false)[35]);
        back.Send("D", SessionFixture.Order("b2"));
        var report = back.AwaitReport("b2", "0");
        Assert.InRange(int.Parse(report[34]!, CultureInfo.InvariantCulture), 4, 8);
    }

    [Fact]
    public async Task A_session_that_starts_anew_each_day_does_so_after_a_night_without_the_gateway()
    {
        var gateway = await RunningGateway.StartAsync(configuration => { Small(configuration); configuration.Sessions[0].Schedule = new(); });
        using (var client = gateway.Connect())
        {
            client.Send("D", SessionFixture.Order("a1"));
            client.AwaitReport("a1", "0");
        }

        // The same opening: the numbers go on.
        var data = await gateway.StopAsync();
        gateway = await RunningGateway.StartAsync(configuration => { Small(configuration); configuration.Sessions[0].Schedule = new(); }, data);
        using (var client = new StrategyClient(gateway.Fix) { Next = 3 })
            Assert.True(int.Parse(client.LogOn(reset: false)[34]!, CultureInfo.InvariantCulture) > 2);

        // Another one: opened a second ago by its zone's clock.
        data = await gateway.StopAsync();
        await Task.Delay(1100);
        var opening = TimeOnly.FromDateTime(DateTime.UtcNow);
        var schedule = new SessionScheduleConfiguration { StartTime = opening.Add(-(opening.ToTimeSpan() - TimeSpan.FromSeconds((long)opening.ToTimeSpan().TotalSeconds))) };
        schedule.EndTime = schedule.StartTime;
        await using var next = await RunningGateway.StartAsync(configuration => { Small(configuration); configuration.Sessions[0].Schedule = schedule; }, data);
        using var fresh = new StrategyClient(next.Fix);
        Assert.Equal("1", fresh.LogOn(reset: false)[34]);
    }
}
