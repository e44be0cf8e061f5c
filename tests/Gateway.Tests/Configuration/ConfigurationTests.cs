using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Configuration;

/// <summary>One wrong value at a time: exactly one error, with its key.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("mode", "\"sport\"", "mode")]
    [InlineData("durability", "\"none\"", "durability")]
    [InlineData("layout", "\"1\"", "layout")]
    [InlineData("fix/port", "70000", "fix:port")]
    [InlineData("fix/port", "\"x\"", "fix:port")]
    [InlineData("fix/messageBytesMax", "10", "fix:messageBytesMax")]
    [InlineData("fix/sendBufferBytesMax", "10", "fix:sendBufferBytesMax")]
    [InlineData("fix/compId", "\"two words\"", "fix:compId")]
    [InlineData("fix/sendingTimeToleranceSeconds", "-1", "fix:sendingTimeToleranceSeconds")]
    [InlineData("ops/port", "-1", "ops:port")]
    [InlineData("journal/segmentBytes", "1000", "journal:segmentBytes")]
    [InlineData("capacity/inboundRing", "1000", "capacity:inboundRing")]
    [InlineData("capacity/outboundRing", "0", "capacity:outboundRing")]
    [InlineData("capacity/openOrders", "0", "capacity:openOrders")]
    [InlineData("capacity/clOrdIds", "1", "capacity:clOrdIds")]
    [InlineData("capacity/colour", "1", "capacity:colour")]
    [InlineData("sessions/0/compId", "\"STRAT2\"", "sessions:1:compId")]
    [InlineData("sessions/0/compId", "\"\"", "sessions:0:compId")]
    [InlineData("sessions/0/defaultAccount", "\"A9\"", "sessions:0:defaultAccount")]
    [InlineData("sessions/0/dropCopy", "true", "sessions:0:dropCopy")]
    [InlineData("sessions/0/dropCopy", "\"maybe\"", "sessions:0:dropCopy")]
    [InlineData("accounts/0/initialMarginPercent", "101", "accounts:0:initialMarginPercent")]
    [InlineData("accounts/0/balances/USD", "\"-1\"", "accounts:0:balances:USD")]
    [InlineData("accounts/0/balances/USD", "\"1.123456789\"", "accounts:0:balances:USD")]
    [InlineData("groups/0/group", "\"A1\"", "groups")]
    [InlineData("groups/0/policy", "\"none\"", "groups:0:policy")]
    [InlineData("groups/0/members", "[]", "groups:0:members")]
    [InlineData("groups/0/members/0/weight", "0", "groups:0:members:0:weight")]
    [InlineData("groups/0/members/0/account", "\"A2\"", "groups:0:members")]
    [InlineData("groups/0/members/0/account", "\"A9\"", "groups:0:members:0:account")]
    [InlineData("instruments/0/symbol", "\"GOOG\"", "instruments:1:symbol")]
    [InlineData("instruments/0/tickSize", "\"0\"", "instruments:0:tickSize")]
    [InlineData("instruments/0/lotSize", "\"0\"", "instruments:0:lotSize")]
    [InlineData("instruments/0/quantityMin", "\"2000000\"", "instruments:0:quantityMin")]
    [InlineData("instruments/0/referencePrice", "\"-1\"", "instruments:0:referencePrice")]
    [InlineData("instruments/0/matching", "\"routed\"", "instruments:0:routes")]
    [InlineData("limits/0/rule", "\"R999\"", "limits:0:rule")]
    [InlineData("limits/0/scope", "\"planet:earth\"", "limits:0:scope")]
    [InlineData("limits/0/scope", "\"account:A9\"", "limits:0:scope")]
    [InlineData("limits/0/value", "\"lots\"", "limits:0:value")]
    public void A_wrong_value_is_one_error_with_its_key(string path, string json, string key)
    {
        var error = Assert.Single(ErrorsOf(path, JsonNode.Parse(json)));
        Assert.StartsWith(key + ":", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_small_configuration_has_no_error() => Assert.Empty(ErrorsOf("mode", "paper"));

    static IReadOnlyList<string> ErrorsOf(string path, JsonNode? value)
    {
        using var folder = new TemporaryDirectory();
        var root = SmallConfiguration.Json();
        var steps = path.Split('/');
        JsonNode place = root;
        foreach (var step in steps[..^1])
            place = place is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : place[step] ?? (place[step] = new JsonObject());
        place[steps[^1]] = value;
        var file = Path.Combine(folder.Path, "one.json");
        File.WriteAllText(file, root.ToJsonString());
        var errors = new ConfigurationErrors();
        ConfigurationLoader.Load(file, [], errors);
        return errors.All;
    }
}
