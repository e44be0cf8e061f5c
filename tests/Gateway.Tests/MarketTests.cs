using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests;

/// <summary>States of markets over real sockets: operators' acts over their port, orders over FIX, and the schedule.</summary>
public sealed class MarketTests : IAsyncLifetime
{
    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(static configuration =>
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        var banded = configuration.Instruments.Single(instrument => instrument.Symbol == "MSFT");
        (banded.DynamicBandPercent, banded.VolatilityAuction) = (5, TimeSpan.FromSeconds(2));
        configuration.Accounts.ForEach(account => account.SelfTradeGroup = account.Account is "A1" or "A2" ? "DESK" : "");
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    async Task<(HttpStatusCode Status, string Text)> Set(string symbol, string state)
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_gateway.Data.Path, "ops.json")));
        using var client = new HttpClient { BaseAddress = new Uri(_gateway.Host.OpsUrl) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", file.RootElement.GetProperty("token").GetString());
        using var answer = await client.PostAsJsonAsync("/api/markets/state", new { symbol, state, why = "test" });
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    static string Order(string id, int side, int quantity, string more, string symbol = "AAPL")
        => $"11={id}|55={symbol}|54={side}|38={quantity}|60=20260101-00:00:00|{more}";

    [Fact]
    public async Task An_opening_auction_trades_at_one_price_and_the_journal_replays_it()
    {
        Assert.Equal(HttpStatusCode.OK, (await Set("AAPL", "openingAuction")).Status);
        using (var client = _gateway.Connect())
        {
            client.Send("D", Order("i", 1, 5, "40=2|44=580|59=3|"));
            Assert.StartsWith("NOT_IN_THIS_STATE: scope=instrument:AAPL", client.AwaitReport("i", "8")[58], StringComparison.Ordinal);
            client.Send("D", Order("b", 1, 10, "40=2|44=581|"));
            client.Send("D", Order("s", 2, 6, "40=2|44=579|1=A3|"));
            client.Send("D", Order("m", 2, 2, "40=1|59=2|1=A3|"));
            client.AwaitReport("m", "0");
            Assert.Equal(HttpStatusCode.OK, (await Set("AAPL", "open")).Status);
            var filled = client.AwaitReport("m", "F");
            Assert.Equal(("581", "4", "2"), (filled[31], filled[851], filled[39]));
            Assert.Equal(HttpStatusCode.OK, (await Set("AAPL", "halted")).Status);
            client.Send("D", Order("h", 1, 5, "40=2|44=580|"));
            var refused = client.AwaitReport("h", "8");
            Assert.Equal(("2", "MARKET_HALTED: scope=instrument:AAPL"), (refused[103], refused[58]));
        }

        var verified = GatewayProcess.Command("replay", (await _gateway.StopAsync()).Path, "--verify");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        Assert.Contains("Halted", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAPL", "volatilityAuction", HttpStatusCode.Conflict)]
    [InlineData("NOSUCH", "open", HttpStatusCode.Conflict)]
    [InlineData("AAPL", "nonsense", HttpStatusCode.BadRequest)]
    public async Task An_act_that_cannot_be_is_refused(string symbol, string state, HttpStatusCode status)
        => Assert.Equal(status, (await Set(symbol, state)).Status);

    [Fact]
    public void The_market_verb_finds_the_gateway_and_prints_what_it_did()
    {
        var data = _gateway.Data.Path;
        var halt = GatewayProcess.Command("market", "set", "--symbol", "AAPL", "--state", "halted", "--why", "news", "--by", "bob", "--data", data);
        Assert.True(halt.ExitCode == 0, halt.Output + halt.Error);
        Assert.Contains("by bob: news", halt.Output, StringComparison.Ordinal);
        var show = GatewayProcess.Command("market", "show", "--data", data, "--json");
        var states = JsonDocument.Parse(show.Output).RootElement.EnumerateArray().ToDictionary(view => view.GetProperty("symbol").GetString()!, view => view.GetProperty("state").GetString());
        Assert.Equal(("halted", "open"), (states["AAPL"], states["MSFT"]));
        var refused = GatewayProcess.Command("market", "set", "--symbol", "NOSUCH", "--state", "open", "--data", data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("INSTRUMENT_NOT_FOUND", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, GatewayProcess.Command("market", "set", "--symbol", "AAPL", "--state", "nonsense", "--data", data).ExitCode);
        Assert.Equal(0, GatewayProcess.Command("market", "set", "--symbol", "all", "--state", "open", "--data", data).ExitCode);
    }

    [Fact]
    public void A_trade_outside_the_band_begins_an_auction_that_ends_by_itself()
    {
        using var client = _gateway.Connect();
        client.Send("D", Order("r1", 2, 1, "40=2|44=30|1=A3|", "MSFT"));
        client.Send("D", Order("r2", 1, 1, "40=2|44=30|", "MSFT"));
        client.Send("D", Order("s", 2, 5, "40=2|44=33|1=A3|", "MSFT"));
        // In one piece: the second has to come while the auction lasts.
        client.SendRaw(client.Message("D", client.Next++, Order("b", 1, 3, "40=2|44=33|", "MSFT")) + client.Message("D", client.Next++, Order("x", 1, 3, "40=2|44=33|59=4|", "MSFT")));
        client.AwaitReport("b", "0");
        Assert.StartsWith("NOT_IN_THIS_STATE", client.AwaitReport("x", "8")[58], StringComparison.Ordinal);
        var filled = client.AwaitReport("b", "F");
        Assert.Equal(("33", "4", "2"), (filled[31], filled[851], filled[39]));
    }

    [Fact]
    public void Accounts_of_a_group_do_not_trade_with_one_another()
    {
        using var client = _gateway.Connect();
        client.Send("D", Order("m", 2, 5, "40=2|44=580|1=A1|"));
        client.Send("D", Order("t", 1, 3, "40=2|44=580|1=A2|"));
        Assert.Equal("SELF_TRADE", client.AwaitReport("t", "4")[58]);
    }

    [Fact]
    public void Hours_become_commands_at_their_time_of_their_zone_and_missed_ones_are_made_up_for()
    {
        var configuration = new GatewayConfiguration();
        configuration.Instruments.Add(new()
        {
            Symbol = "X",
            Hours = new()
            {
                TimeZone = "America/New_York",
                Steps = [new() { At = new(9, 0), State = MarketState.PreOpen }, new() { At = new(9, 30), State = MarketState.Open }, new() { At = new(16, 0), State = MarketState.Closed }],
            },
        });
        List<string> said = [];
        bool Hear(Inbound step)
        {
            said.Add($"{step.MarketStateSet.Symbol} {step.MarketStateSet.State}");
            return true;
        }

        // A Friday in summer: 09:30 in New York is 13:30 UTC. A new journal learns of the present state only.
        var schedule = new MarketSchedule(configuration, DateTime.UnixEpoch, new DateTime(2026, 7, 10, 13, 10, 0, DateTimeKind.Utc));
        schedule.Run(new DateTime(2026, 7, 10, 13, 10, 1, DateTimeKind.Utc), Hear);
        schedule.Run(new DateTime(2026, 7, 10, 13, 29, 59, DateTimeKind.Utc), Hear);
        Assert.Equal(["X PreOpen"], said);
        schedule.Run(new DateTime(2026, 7, 10, 13, 30, 0, DateTimeKind.Utc), Hear);
        Assert.Equal(["X PreOpen", "X Open"], said);
        // Stopped over the weekend: the close is made up for, and Monday begins.
        said.Clear();
        schedule = new MarketSchedule(configuration, new DateTime(2026, 7, 10, 15, 0, 0, DateTimeKind.Utc), new DateTime(2026, 7, 13, 13, 5, 0, DateTimeKind.Utc));
        schedule.Run(new DateTime(2026, 7, 13, 13, 5, 0, DateTimeKind.Utc), Hear);
        Assert.Equal(["X Closed", "X PreOpen"], said);
        // In winter 09:30 is 14:30 UTC; a full ring is tried again.
        said.Clear();
        schedule = new MarketSchedule(configuration, new DateTime(2026, 12, 11, 14, 20, 0, DateTimeKind.Utc), new DateTime(2026, 12, 11, 14, 20, 0, DateTimeKind.Utc));
        schedule.Run(new DateTime(2026, 12, 11, 14, 30, 0, DateTimeKind.Utc), _ => false);
        schedule.Run(new DateTime(2026, 12, 11, 14, 30, 1, DateTimeKind.Utc), Hear);
        Assert.Equal(["X Open"], said);
    }
}
