using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Ops;

/// <summary>Operators' acts through the real port, seen by real FIX sessions.</summary>
public sealed class RiskActTests : IAsyncLifetime
{
    RunningGateway _gateway = null!;
    OperatorConsole _console = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(WithoutVenues);
        _console = new OperatorConsole(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        _console.Dispose();
        await _gateway.DisposeAsync();
    }

    static void WithoutVenues(GatewayConfiguration configuration)
    {
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        configuration.Venues.Clear();
    }

    static void Order(StrategyClient client, string id, char side, int quantity, string price, string account = "A1")
        => client.Send("D", $"11={id}|1={account}|55=AAPL|54={side}|38={quantity}|40=2|44={price}|60=20260101-00:00:00|");

    [Fact]
    public async Task A_halted_account_trades_no_more_until_it_is_resumed_and_cancels_pass()
    {
        using var strategy = _gateway.Connect();
        Order(strategy, "a", '1', 10, "100");
        strategy.AwaitReport("a", "0");
        var (status, answer) = await _console.StateAsync("account:A1", "halted");
        Assert.Equal((HttpStatusCode.OK, true, "ann"), (status, answer["done"]!.GetValue<bool>(), answer["by"]!.ToString()));
        Order(strategy, "b", '1', 10, "100");
        Assert.StartsWith("TRADING_HALTED", strategy.AwaitReport("b", "8")[58], StringComparison.Ordinal);
        strategy.Send("F", "11=c|41=a|55=AAPL|54=1|60=20260101-00:00:00|");
        strategy.AwaitReport("c", "4");
        await _console.StateAsync("account:A1", "active");
        Order(strategy, "d", '1', 10, "100");
        strategy.AwaitReport("d", "0");
    }

    [Fact]
    public async Task A_kill_cancels_every_working_order_of_the_firm_in_one_act()
    {
        using var one = _gateway.Connect();
        using var two = _gateway.Connect("STRAT2");
        Order(one, "a", '1', 10, "100");
        one.AwaitReport("a", "0");
        Order(two, "b", '2', 10, "101", "A2");
        two.AwaitReport("b", "0");
        var (_, answer) = await _console.StateAsync("firm", "halted", cancel: true);
        Assert.Equal(2, answer["affected"]!.GetValue<int>());
        Assert.StartsWith("KILL_SWITCH", one.AwaitReport("a", "4")[58], StringComparison.Ordinal);
        two.AwaitReport("b", "4");
        Order(one, "c", '1', 10, "100");
        Assert.StartsWith("KILL_SWITCH", one.AwaitReport("c", "8")[58], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_set_in_session_counts_at_once_and_a_wrong_one_leaves_it_as_it_is()
    {
        using var strategy = _gateway.Connect();
        var (status, _) = await SetAsync(new { rule = "R020", scope = "account:A1", value = "50" });
        Assert.Equal(HttpStatusCode.OK, status);
        Order(strategy, "a", '1', 51, "100");
        Assert.Equal("QUANTITY_EXCEEDS_MAXIMUM: limit=50 observed=51 scope=account:A1 headroom=-1", strategy.AwaitReport("a", "8")[58]);

        var (refused, answer) = await SetAsync(
            new { rule = "R020", scope = "account:A1", value = "-1" }, new { rule = "R021", scope = "account:NOBODY", value = "5" },
            new { rule = "R777", scope = "nowhere", value = "x" }, new { rule = "R022", scope = "firm", value = "x", @override = true });
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        var errors = answer["errors"]!.AsArray().Select(error => error!.ToString()).ToList();
        foreach (var key in (string[])["limits:0:value", "limits:1:scope", "limits:2:rule", "limits:2:scope", "limits:2:value", "limits:3:value", "limits:3:for"])
            Assert.Contains(errors, error => error.StartsWith(key + ":", StringComparison.Ordinal));
        Order(strategy, "b", '1', 50, "100");
        strategy.AwaitReport("b", "0");
        Order(strategy, "c", '1', 51, "100");
        strategy.AwaitReport("c", "8");
    }

    [Theory]
    [InlineData("R020", "account:A1", "-1", null, false, "limits:0:value")]
    [InlineData("R021", "account:A2", null, null, false, "limits:0:value")] // Missing: nobody has set it.
    [InlineData("R053", "account:A1", "5", "6", false, "limits:0:value2")] // The net limit above the gross one.
    [InlineData("R020", "account:NOBODY", "5", null, false, "limits:0:scope")]
    [InlineData("R020", "instrument:NOTHING", "5", null, false, "limits:0:scope")]
    [InlineData("R020", "planet:X", "5", null, false, "limits:0:scope")]
    [InlineData("R777", "firm", "5", null, false, "limits:0:rule")]
    [InlineData("R020", "account:A1", "60", null, true, "limits:0:for")]
    [InlineData("R020", "account:A1", null, null, false, "limits:0:value")] // Says nothing.
    public async Task A_wrong_limit_is_refused_with_its_key_and_the_running_ones_stay(string rule, string scope, string? value, string? value2, bool isOverride, string key)
    {
        await SetAsync(new { rule = "R020", scope = "account:A1", value = "50" });
        var before = (await _console.GetAsync("/api/risk"))["limits"]!.ToJsonString();
        var (status, answer) = await SetAsync(new { rule, scope, value, value2, @override = isOverride });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(answer["errors"]!.AsArray(), error => error!.ToString().StartsWith(key + ":", StringComparison.Ordinal));
        Assert.Equal(before, (await _console.GetAsync("/api/risk"))["limits"]!.ToJsonString());
    }

    [Fact]
    public async Task A_rule_named_twice_for_a_scope_is_refused_whole()
    {
        var (status, answer) = await SetAsync(new { rule = "R020", scope = "account:A1", value = "50" }, new { rule = "R020", scope = "account:A1", value = "60" });
        Assert.Equal((HttpStatusCode.BadRequest, "limits:1: R020 is configured twice for account:A1."), (status, Assert.Single(answer["errors"]!.AsArray())!.ToString()));
        Assert.DoesNotContain((await _console.GetAsync("/api/risk"))["limits"]!.AsArray(), row => row!["rule"]!.ToString() == "R020" && row["own"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_an_operator_set_survives_a_restart_and_the_configuration_does_not_undo_it()
    {
        await SetAsync(new { rule = "R020", scope = "account:A1", value = "50" });
        await _console.StateAsync("account:A2", "halted", cancel: true);
        var data = await _gateway.StopAsync();
        _console.Dispose();
        _gateway = await RunningGateway.StartAsync(WithoutVenues, data);
        _console = new OperatorConsole(_gateway);
        var view = await _console.GetAsync("/api/risk");
        Assert.Equal("50", Limit(view, "account:A1", "R020"));
        Assert.Equal("halted", view["scopes"]!.AsArray().Single(row => row!["scope"]!.ToString() == "account:A2")!["state"]!.ToString());
    }

    [Fact]
    public async Task A_flatten_closes_the_position_and_says_how_long_it_took()
    {
        using var one = _gateway.Connect();
        using var two = _gateway.Connect("STRAT2");
        Order(two, "s", '2', 10, "100", "A2");
        two.AwaitReport("s", "0");
        Order(one, "b", '1', 10, "100");
        one.AwaitReport("b", "F");
        Order(two, "bid", '1', 30, "99", "A2");
        two.AwaitReport("bid", "0");

        var (_, drill) = await _console.PostAsync("/api/risk/flatten", new { scope = "account:A1", drill = true });
        Assert.Equal(("10", "10", "95"), (drill["plan"]![0]!["quantity"]!.ToString(), drill["plan"]![0]!["fillable"]!.ToString(), drill["plan"]![0]!["worstPrice"]!.ToString()));

        var (status, answer) = await _console.PostAsync("/api/risk/flatten", new { scope = "account:A1", drill = false, why = "enough" });
        Assert.Equal(HttpStatusCode.OK, status);
        var end = Stopwatch.StartNew();
        JsonNode row;
        do row = await _console.GetAsync($"/api/risk/enforcements/{answer["act"]!["sequence"]}");
        while (row["state"]!.ToString() != "done" && end.Elapsed < Patience.Limit);
        Assert.Equal("done", row["state"]!.ToString());
        two.AwaitReport("bid", "F");
        Order(one, "x", '1', 1, "99");
        Assert.StartsWith("KILL_SWITCH", one.AwaitReport("x", "8")[58], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_FIX_message_kills_the_sender_in_every_version_until_an_operator_resumes_it()
    {
        using var strategy = _gateway.Connect();
        Order(strategy, "a", '1', 10, "100");
        strategy.AwaitReport("a", "0");
        strategy.Send("q", "11=k|530=7|1373=1|60=20260101-00:00:00|");
        Assert.Equal("7", strategy.Await("r")[531]);
        strategy.AwaitReport("a", "4");
        Order(strategy, "b", '1', 10, "100");
        Assert.Equal("KILL_SWITCH: scope=session:STRAT1", strategy.AwaitReport("b", "8")[58]);
        using var old = _gateway.Connect("STRAT1", "FIX.4.2");
        Order(old, "c", '1', 10, "100");
        Assert.StartsWith("KILL_SWITCH", old.AwaitReport("c", "8")[58], StringComparison.Ordinal);
        await _console.StateAsync("session:STRAT1", "active");
        Order(old, "d", '1', 10, "100");
        old.AwaitReport("d", "0");
        Order(strategy, "e", '1', 10, "100");
        strategy.AwaitReport("e", "0");
    }

    [Fact]
    public async Task A_position_is_told_with_its_entry_mark_margin_and_protection()
    {
        using var one = _gateway.Connect();
        using var two = _gateway.Connect("STRAT2");
        Order(two, "s", '2', 10, "100", "A2");
        two.AwaitReport("s", "0");
        Order(one, "b", '1', 10, "100");
        one.AwaitReport("b", "F");
        Order(one, "t", '2', 4, "120");
        one.AwaitReport("t", "0");
        var row = (await _console.GetAsync("/api/positions")).AsArray().Single(position => position!["id"]!.ToString() == "A1:AAPL")!;
        Assert.Equal(
            ("internal", "long", "10", "100", "100", "USD", "100", "10", "120", "open"),
            (row["exchange"]!.ToString(), row["side"]!.ToString(), row["quantity"]!.ToString(), row["entryPrice"]!.ToString(), row["currentPrice"]!.ToString(),
                row["currency"]!.ToString(), row["margin"]!.ToString(), row["leverage"]!.ToString(), row["takeProfit"]!.ToString(), row["status"]!.ToString()));
        Assert.Equal(("0", "4"), (row["metadata"]!["workingBuys"]!.ToString(), row["metadata"]!["workingSells"]!.ToString()));
        Assert.NotNull(row["openedAt"]);
        Assert.Null(row["closedAt"]);
        Assert.Contains((await _console.GetAsync("/api/balances")).AsArray(), balance => balance!["account"]!.ToString() == "A1" && balance["asset"]!.ToString() == "USD");
    }

    [Fact]
    public async Task A_preview_lists_every_rule_that_would_refuse_and_changes_nothing()
    {
        await SetAsync(new { rule = "R020", scope = "account:A1", value = "50" });
        var order = new { session = "STRAT1", symbol = "AAPL", side = "buy", quantity = "51.5", price = "100.001" };
        var (_, answer) = await _console.PostAsync("/api/risk/preview", order);
        var codes = answer["failures"]!.AsArray().Select(failure => failure!["code"]!.ToString()).ToList();
        foreach (var code in (string[])["PRICE_INCREMENT", "LOT_SIZE", "QUANTITY_EXCEEDS_MAXIMUM"]) Assert.Contains(code, codes);
        var (_, fine) = await _console.PostAsync("/api/risk/preview", new { session = "STRAT1", symbol = "AAPL", side = "buy", quantity = "50", price = "100" });
        Assert.True(fine["accepted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Whoever_shows_no_token_is_refused_and_the_journal_knows()
    {
        using var nobody = new OperatorConsole(_gateway, "");
        using var wrong = new OperatorConsole(_gateway, "Bearer 1234");
        using var missing = await nobody.Http.GetAsync("/api/risk");
        Assert.Equal(HttpStatusCode.Unauthorized, missing.StatusCode);
        var (status, _) = await wrong.StateAsync("firm", "halted", cancel: true);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Http.GetAsync("/healthz/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Http.GetAsync("/healthz/ready")).StatusCode);
        var view = await _console.GetAsync("/api/risk");
        Assert.Equal("active", view["scopes"]![0]!["state"]!.ToString());
        var told = GatewayProcess.Command("journal", "tail", _gateway.Data.Path, "--kind", "AccessRefused");
        Assert.Contains("request=GET /api/risk status=401", told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/risk/state", """{"scope":"nobody:X","state":"halted"}""", "scope")]
    [InlineData("/api/risk/state", """{"scope":"firm","state":"asleep"}""", "")]
    [InlineData("/api/risk/state", """{"scope":"firm","state":"halted","surprise":1}""", "surprise")]
    [InlineData("/api/risk/state", "not json", "")]
    [InlineData("/api/risk/flatten", """{"scope":"session:STRAT1"}""", "scope")]
    [InlineData("/api/risk/limits", """{"limits":[]}""", "limits")]
    [InlineData("/api/risk/preview", """{"session":"NOBODY","symbol":"AAPL","side":"buy","quantity":"x"}""", "session")]
    public async Task A_malformed_request_is_told_what_is_wrong(string path, string body, string names)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _console.Http.PostAsync(path, content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(names, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_risk_verb_finds_the_gateway_and_prints_what_it_did()
    {
        var data = _gateway.Data.Path;
        var halt = GatewayProcess.Command("risk", "halt", "--scope", "account:A1", "--why", "news", "--by", "bob", "--data", data);
        Assert.Equal(0, halt.ExitCode);
        Assert.Contains("account:A1 is halted", halt.Output, StringComparison.Ordinal);
        Assert.Contains("by bob: news", halt.Output, StringComparison.Ordinal);
        var show = GatewayProcess.Command("risk", "show", "--scope", "account:A1", "--data", data, "--json");
        Assert.Equal("halted", JsonNode.Parse(show.Output)!["scopes"]![0]!["state"]!.ToString());
        Assert.Equal(1, GatewayProcess.Command("risk", "unlock", "--scope", "account:A1", "--data", data).ExitCode);
        Assert.Equal(2, GatewayProcess.Command("risk", "set", "R020", "--override", "--value", "5", "--scope", "account:A1", "--data", data).ExitCode);
        Assert.Equal(3, GatewayProcess.Command("risk", "show", "--data", Path.Combine(data, "nowhere")).ExitCode);
    }

    [Fact]
    public void The_token_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return; // File modes are Unix's.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_gateway.Data.Path, "ops.json")));
    }

    Task<(HttpStatusCode Status, JsonNode Answer)> SetAsync(params object[] limits) => _console.PostAsync("/api/risk/limits", new { limits, why = "test" });

    static string? Limit(JsonNode view, string scope, string rule)
        => view["limits"]!.AsArray().Single(row => row!["scope"]!.ToString() == scope && row["rule"]!.ToString() == rule)!["value"]!.ToString();
}
