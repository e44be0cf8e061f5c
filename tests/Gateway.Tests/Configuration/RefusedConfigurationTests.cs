using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Fix.Session;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Configuration;

/// <summary>What has to be refused at <c>config check</c> and at the start, each with its key.</summary>
public sealed class RefusedConfigurationTests
{
    [Theory]
    [InlineData("""{"rule":"R020","scope":"account:A1","value":"-5"}""", "limits:0:value: may not be negative.")]
    [InlineData("""{"rule":"R020","scope":"account:A1"}""", "limits:0:value: is missing: greatest quantity of one order.")]
    [InlineData("""{"rule":"R020","scope":"account:A1","value":"ten"}""", "limits:0:value: 'ten' is not a decimal number with at most 8 places.")]
    [InlineData("""{"rule":"R020","scope":"account:A1","value":"1","value2":"2"}""", "limits:0:value2: R020 has no such parameter.")]
    [InlineData("""{"rule":"R014","scope":"firm"}""", "limits:0:window: R014 needs one.")]
    [InlineData("""{"rule":"R014","scope":"firm","window":"-00:00:01"}""", "limits:0:window: may not be negative.")]
    [InlineData("""{"rule":"R020","scope":"account:NOBODY","value":"5"}""", "limits:0:scope: 'account:NOBODY' is not configured.")]
    [InlineData("""{"rule":"R020","scope":"instrument:NOTHING","value":"5"}""", "limits:0:scope: 'instrument:NOTHING' is not configured.")]
    [InlineData("""{"rule":"R020","scope":"planet:X","value":"5"}""", "limits:0:scope: 'planet:X' is no scope such as firm, account:A1 or instrument:AAPL.")]
    [InlineData("""{"rule":"R020","value":"5"}""", "limits:0:scope: '' is no scope such as firm, account:A1 or instrument:AAPL.")]
    [InlineData("""{"rule":"R050","scope":"firm","value":"5"}""", "limits:0:scope: R050 is for account, not for firm.")]
    [InlineData("""{"rule":"R777","scope":"firm","value":"5"}""", "limits:0:rule: 'R777' is no rule of the catalogue (R001 to R110).")]
    [InlineData("""{"rule":"R010","scope":"firm","value":"5"}""", "limits:0:rule: R010 takes no limit: it is always in force.")]
    [InlineData("""{"rule":"R020","scope":"firm","value":"1","unit":"x"}""", "limits:0:unit: ")]
    [InlineData("""{"rule":"R020","scope":"firm","value":"1","override":true}""", "limits:0:override: an override without an expiry would hold for good;")]
    [InlineData("""{"rule":"R020","scope":"firm","value":"1","override":true,"for":"01:00:00"}""", "limits:0:override: an override counts from the moment somebody sets it,")]
    [InlineData("""{"rule":"R020","scope":"firm","value":"1","for":"01:00:00"}""", "limits:0:for: only an override ends by itself.")]
    [InlineData("""{"rule":"R024","scope":"firm","value":"0.8","value2":"1.2"}""", "limits:0:value2: the lowest price may not be above the highest.")]
    [InlineData("""{"rule":"R032","scope":"venue","value":"5","value2":"5"}""", "limits:0:value2: keeps all requests for cancels: none is left for orders.")]
    [InlineData("""{"rule":"R053","scope":"firm","value":"5","value2":"6"}""", "limits:0:value2: the net limit may not be above the gross one.")]
    [InlineData("""{"rule":"R053","scope":"firm"}""", "limits:0:value: R053 needs a gross or a net limit.")]
    [InlineData("""{"rule":"R054","scope":"firm","value":"5","value2":"4"}""", "limits:0:value: an order may not have more lots than a day.")]
    [InlineData("""{"rule":"R044","scope":"firm","value":"61","window":"00:01:00"}""", "limits:0:value: positions may not be closed before opening is refused.")]
    [InlineData("""{"rule":"R076","scope":"firm"}""", "limits:0:value: R076 needs an amount or a percentage.")]
    [InlineData("""{"rule":"R081","scope":"account"}""", "limits:0:value: R081 needs a distance to the stop, to the entry or to trail.")]
    [InlineData("""{"rule":"R074","scope":"account","value":"1","window":"00:01:00","step":3}""", "limits:0:step: R074 has steps 0 to 2.")]
    public void A_wrong_limit(string limit, string error) => Tells(root => root["limits"] = new JsonArray(JsonNode.Parse(limit)), error);

    [Theory]
    [InlineData("""{"EUR":"0"}""", "rates:EUR: has to be above zero.")]
    [InlineData("""{"EUR":"-1"}""", "rates:EUR: has to be above zero.")]
    [InlineData("""{"USD":"2"}""", "rates:USD: limits are in USD: its rate is 1.")]
    [InlineData("{}", "instruments:0:currency: has no rate to USD: rates:JPY is missing.")]
    [InlineData("{}", "accounts:0:currency: has no rate to USD: rates:CHF is missing.")]
    public void A_wrong_or_missing_rate(string rates, string error) => Tells(root =>
    {
        root["rates"] = JsonNode.Parse(rates);
        root["instruments"]![0]!["currency"] = "JPY";
        root["accounts"]![0]!["currency"] = "CHF";
    }, error);

    [Theory]
    [InlineData(512, 1 << 20, false)]
    [InlineData(1024, 1 << 20, true)]
    [InlineData(8192, 8 << 20, true)]
    [InlineData(8192, 9 << 20, false)]
    public void Segments_that_a_full_ring_would_fill_when_the_disk_is_full(int ring, int bytes, bool refused) => Check(root =>
    {
        root["capacity"]!["inboundRing"] = ring;
        root["journal"]!["segmentBytes"] = bytes;
    }, refused ? "journal:segmentBytes" : null);

    static void Tells(Action<JsonObject> change, string error)
    {
        var told = Errors(change);
        if (!told.Any(line => line.StartsWith(error, StringComparison.Ordinal))) Assert.Fail($"'{error}' is not among: {string.Join(" | ", told)}");
    }

    [Fact]
    public void A_rule_configured_twice_for_a_scope() => Refused(root => root["limits"] = new JsonArray(
        JsonNode.Parse("""{"rule":"R020","scope":"account:A1","value":"5"}"""), JsonNode.Parse("""{"rule":"r020","scope":"Account:A1","value":"7"}""")), "limits:1");

    [Theory]
    [InlineData("""{"scope":"firm","zone":"America/Gotham","reset":"17:00"}""", "schedules:0:zone")]
    [InlineData("""{"scope":"firm","zone":"UTC","reset":"25:00"}""", "schedules:0:reset")]
    [InlineData("""{"scope":"account:NOBODY","zone":"UTC","reset":"17:00"}""", "schedules:0:scope")]
    [InlineData("""{"scope":"session:STRAT1","zone":"UTC","reset":"17:00"}""", "schedules:0:scope")]
    [InlineData("""{"scope":"firm","zone":"UTC","opens":"09:00"}""", "schedules:0:opens")]
    [InlineData("""{"scope":"firm","zone":"UTC"}""", "schedules:0")]
    [InlineData("""{"scope":"firm","zone":"UTC","opens":"09:00","closes":"16:00","holidays":["yesterday"]}""", "schedules:0:holidays")]
    public void A_wrong_calendar(string schedule, string key) => Refused(root => root["schedules"] = new JsonArray(JsonNode.Parse(schedule)), key);

    [Fact]
    public void A_scope_with_two_calendars() => Refused(root => root["schedules"] = new JsonArray(
        JsonNode.Parse("""{"scope":"firm","reset":"17:00"}"""), JsonNode.Parse("""{"scope":"firm","reset":"18:00"}""")), "schedules:1:scope");

    [Theory]
    [InlineData("admin123")]
    [InlineData("ADMIN123", false)]
    [InlineData("ann")]
    public void A_default_password(string password, bool refused = true)
        => Check(root => root["ops"] = Operators("ann", PasswordHash.Create(password, 10)), refused ? "ops:operators:0:passwordHash" : null);

    [Fact]
    public void A_password_in_place_of_its_hash() => Refused(root => root["ops"] = Operators("ann", "correct horse battery"), "ops:operators:0:passwordHash");

    [Fact]
    public void The_program_tells_all_of_it_at_check_and_at_start()
    {
        using var folder = new TemporaryDirectory();
        var root = SmallConfiguration.Json();
        root["limits"] = new JsonArray(JsonNode.Parse("""{"rule":"R020","scope":"account:NOBODY","value":"-5"}"""));
        root["schedules"] = new JsonArray(JsonNode.Parse("""{"scope":"firm","zone":"Nowhere/Land","reset":"17:00"}"""));
        var file = Path.Combine(folder.Path, "wrong.json");
        File.WriteAllText(file, root.ToJsonString());
        foreach (var result in new[] { GatewayProcess.Command("config", "check", "--config", file), GatewayProcess.Command("run", "--config", file, "--data", folder.Path) })
        {
            Assert.Equal(2, result.ExitCode);
            foreach (var key in (string[])["limits:0:scope:", "limits:0:value:", "schedules:0:zone:"]) Assert.Contains(key, result.Error, StringComparison.Ordinal);
        }
    }

    static JsonObject Operators(string name, string hash)
        => new() { ["operators"] = new JsonArray(new JsonObject { ["name"] = name, ["role"] = "admin", ["passwordHash"] = hash }) };

    static void Refused(Action<JsonObject> change, string key) => Check(change, key);

    static void Check(Action<JsonObject> change, string? key)
    {
        if (key is null) Assert.Empty(Errors(change));
        else Assert.Contains(Errors(change), error => error.StartsWith(key + ":", StringComparison.Ordinal));
    }

    static IReadOnlyList<string> Errors(Action<JsonObject> change)
    {
        using var folder = new TemporaryDirectory();
        var root = SmallConfiguration.Json();
        change(root);
        var file = Path.Combine(folder.Path, "c.json");
        File.WriteAllText(file, root.ToJsonString());
        var errors = new ConfigurationErrors();
        ConfigurationLoader.Load(file, [], errors);
        return [.. errors.All];
    }
}
