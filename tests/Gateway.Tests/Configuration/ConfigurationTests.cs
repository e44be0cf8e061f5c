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
    [InlineData("fix/host", "\"localhost\"", "fix:host")]
    [InlineData("fix/strangersMax", "0", "fix:strangersMax")]
    [InlineData("fix/allowedAddresses", "[\"10.0.0.1\", \"10.1.2.3/40\"]", "fix:allowedAddresses:1")]
    [InlineData("fix/tls", "{\"keyFile\": \"\", \"colour\": 1}", "fix:tls:colour", "fix:tls:certificateFile")]
    [InlineData("fix/tls", "{\"certificateFile\": \"/nowhere.pem\", \"keyFile\": \"/nowhere.key\"}", "fix:tls:certificateFile")]
    [InlineData("fix/tls", "{\"certificateFile\": \"a.pem\"}", "fix:tls:keyFile")]
    [InlineData("fix/tls", "{}", "fix:tls:certificateFile")]
    [InlineData("ops/port", "-1", "ops:port")]
    [InlineData("journal/segmentBytes", "1000", "journal:segmentBytes")]
    [InlineData("journal/snapshotMinutes", "-1", "journal:snapshotMinutes")]
    [InlineData("journal/keepDays", "\"long\"", "journal:keepDays")]
    [InlineData("capacity/inboundRing", "1000", "capacity:inboundRing")]
    [InlineData("capacity/outboundRing", "0", "capacity:outboundRing")]
    [InlineData("capacity/openOrders", "0", "capacity:openOrders")]
    [InlineData("capacity/clOrdIds", "1", "capacity:clOrdIds")]
    [InlineData("capacity/colour", "1", "capacity:colour")]
    [InlineData("capacity/accounts", "3", "capacity:accounts")]
    [InlineData("capacity/accounts", "65536", "capacity:accounts")]
    [InlineData("capacity/groupMembers", "2", "capacity:groupMembers")]
    [InlineData("capacity/sessions", "26", "sessions")]
    [InlineData("capacity/venues", "0", "capacity:venues")]
    [InlineData("capacity/recentOrders", "1000", "capacity:recentOrders")]
    [InlineData("capacity/bookNodes", "-1", "capacity:bookNodes")]
    [InlineData("sessions/0/compId", "\"STRAT2\"", "sessions:1:compId")]
    [InlineData("sessions/0/compId", "\"\"", "sessions:0:compId")]
    [InlineData("sessions/0/defaultAccount", "\"A9\"", "sessions:0:defaultAccount")]
    [InlineData("sessions/0/dropCopy", "true", "sessions:0:dropCopy")]
    [InlineData("sessions/0/dropCopy", "\"maybe\"", "sessions:0:dropCopy")]
    [InlineData("sessions/0/compId", "\"A*B\"", "sessions:0:compId")]
    [InlineData("sessions/0/sessionsMax", "0", "sessions:0:sessionsMax")]
    [InlineData("sessions/0/accounts", "[\"A1\"]", "sessions:0:accounts")]
    [InlineData("sessions/8/accounts", "[\"A1\", \"G1\", \"A9\"]", "sessions:8:accounts:2")]
    [InlineData("sessions/0/passwordHash", "\"secret\"", "sessions:0:passwordHash")]
    [InlineData("sessions/0/allowedAddresses", "[\"loopback\"]", "sessions:0:allowedAddresses:0")]
    [InlineData("sessions/0/heartBtIntMax", "0", "sessions:0:heartBtIntMax")]
    [InlineData("fix/logonTimeout", "0", "fix:logonTimeout")]
    [InlineData("sessions/0/subId", "\"EAST WEST\"", "sessions:0:compId", "sessions:0:subId")]
    [InlineData("sessions", "[{\"compId\": \"ALGO*\", \"locationId\": \"NY\"}]", "sessions:0:locationId")]
    [InlineData("sessions", "[{\"compId\": \"A-VERY-LONG-ID\", \"subId\": \"AND-A-LONG-ONE\"}]", "sessions:0:compId")]
    [InlineData("venues", "[{\"venue\": \"X\", \"access\": \"fix\", \"address\": \"h:1\", \"key\": \"K\", \"targetCompId\": \"T\", \"fix\": {\"logoutTimeout\": 0}}]", "venues:0:fix:logoutTimeout")]
    [InlineData("sessions/0/logoutTimeout", "-1", "sessions:0:logoutTimeout")]
    [InlineData("sessions/0/maxMessagesInResendRequest", "-1", "sessions:0:maxMessagesInResendRequest")]
    [InlineData("sessions/0/timestampPrecision", "\"days\"", "sessions:0:timestampPrecision")]
    [InlineData("sessions/0/schedule", "{\"timeZone\": \"America/Atlantis\"}", "sessions:0:schedule:timeZone")]
    [InlineData("sessions/0/schedule", "{\"startTime\": \"25:00\"}", "sessions:0:schedule:startTime")]
    [InlineData("sessions/0/schedule", "{\"startDay\": \"monday\"}", "sessions:0:schedule:endDay")]
    [InlineData("sessions/0/schedule", "{\"days\": [\"monday\", \"monday\"]}", "sessions:0:schedule:days")]
    [InlineData("sessions/0/schedule", "{\"days\": [\"someday\"]}", "sessions:0:schedule:days:0")]
    [InlineData("sessions/0/dataDictionary", "{\"FIX.4.4\": \"/nowhere.xml\"}", "sessions:0:dataDictionary:FIX.4.4")]
    [InlineData("sessions/0/dataDictionary", "{\"FIX.9.9\": \"/nowhere.xml\"}", "sessions:0:dataDictionary:FIX.9.9")]
    [InlineData("sessions/0/validation", "{\"checkLatency\": \"maybe\"}", "sessions:0:validation:checkLatency")]
    [InlineData("sessions/0/validation", "{\"maxLatency\": 0}", "sessions:0:validation:maxLatency")]
    [InlineData("venues", "[{\"venue\": \"X\", \"access\": \"fix\", \"address\": \"h:1\", \"key\": \"K\", \"targetCompId\": \"T\", \"fix\": {\"heartBtInt\": -1}}]", "venues:0:fix:heartBtInt")]
    [InlineData("venues", "[{\"venue\": \"X\", \"access\": \"rest\", \"address\": \"http://h:1\", \"key\": \"K\", \"secretFile\": \"s\", \"rest\": {\"absenceMargin\": 0}}]", "venues:0:rest:absenceMargin")]
    [InlineData("venues", "[{\"venue\": \"X\", \"access\": \"fix\", \"address\": \"h:1\", \"key\": \"K\", \"targetCompId\": \"T\", \"fix\": {\"username\": \"u\"}}]", "venues:0:secretFile")]
    [InlineData("venues", "[{\"venue\": \"X\", \"access\": \"fix\", \"address\": \"h:1\", \"key\": \"K\", \"targetCompId\": \"T\", \"fix\": {\"fallbackAddresses\": [\"h\"]}}]", "venues:0:fix:fallbackAddresses:0")]
    [InlineData("venues", "[{\"venue\": \"X\", \"access\": \"fix\", \"address\": \"h:1\", \"key\": \"K\", \"targetCompId\": \"T\", \"fix\": {\"tls\": {\"trustFile\": \"/nowhere.pem\"}}}]", "venues:0:fix:tls:trustFile")]
    [InlineData("venues", "[{\"venue\": \"X\", \"access\": \"fix\", \"address\": \"h:1\", \"key\": \"K\", \"targetCompId\": \"T\", \"fix\": {\"reconnectInterval\": 0}}]", "venues:0:fix:reconnectInterval")]
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
    public void A_wrong_value_is_one_error_with_its_key(string path, string json, params string[] keys)
    {
        var errors = ErrorsOf(path, JsonNode.Parse(json));
        Assert.Equal(keys.Length, errors.Count);
        Assert.All(keys.Zip(errors), pair => Assert.StartsWith(pair.First + ":", pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void The_small_configuration_has_no_error() => Assert.Empty(ErrorsOf("mode", "paper"));

    [Theory]
    [InlineData("journal/snapshotMinutes", "0.25")]
    [InlineData("journal/snapshotMinutes", "90")]
    [InlineData("journal/keepDays", "0.5")]
    [InlineData("journal/keepBytes", "1000000000")]
    public void A_right_value_is_taken(string path, string json) => Assert.Empty(ErrorsOf(path, JsonNode.Parse(json)));

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
