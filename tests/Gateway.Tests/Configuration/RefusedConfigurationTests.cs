using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Fix.Session;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Configuration;

/// <summary>What has to be refused at <c>config check</c> and at the start, each with its key.</summary>
public sealed class RefusedConfigurationTests
{
    [Theory]
    [InlineData("""{"rule":"R020","scope":"account:A1","value":"-5"}""", "limits:0:value")]
    [InlineData("""{"rule":"R020","scope":"account:NOBODY","value":"5"}""", "limits:0:scope")]
    [InlineData("""{"rule":"R020","scope":"instrument:NOTHING","value":"5"}""", "limits:0:scope")]
    [InlineData("""{"rule":"R020","scope":"planet:X","value":"5"}""", "limits:0:scope")]
    [InlineData("""{"rule":"R777","scope":"firm","value":"5"}""", "limits:0:rule")]
    [InlineData("""{"rule":"R020","scope":"firm","value":"1","unit":"x"}""", "limits:0:unit")]
    public void A_wrong_limit(string limit, string key) => Refused(root => root["limits"] = new JsonArray(JsonNode.Parse(limit)), key);

    [Fact]
    public void A_rule_configured_twice_for_a_scope() => Refused(root => root["limits"] = new JsonArray(
        JsonNode.Parse("""{"rule":"R020","scope":"account:A1","value":"5"}"""), JsonNode.Parse("""{"rule":"r020","scope":"account:A1","value":"7"}""")), "limits:1");

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
        using var folder = new TemporaryDirectory();
        var root = SmallConfiguration.Json();
        change(root);
        var file = Path.Combine(folder.Path, "c.json");
        File.WriteAllText(file, root.ToJsonString());
        var errors = new ConfigurationErrors();
        ConfigurationLoader.Load(file, [], errors);
        if (key is null) Assert.Empty(errors.All);
        else Assert.Contains(errors.All, error => error.StartsWith(key + ":", StringComparison.Ordinal));
    }
}
