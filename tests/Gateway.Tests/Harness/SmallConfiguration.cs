using System.Text.Json.Nodes;
using Gateway.Configuration;

namespace Gateway.Tests.Harness;

/// <summary>The embedded default as a file, with tables and segments small enough that a process starts in an instant.</summary>
static class SmallConfiguration
{
    internal static JsonObject Json(bool venues = false)
    {
        using var stream = typeof(ConfigurationLoader).Assembly.GetManifestResourceStream("Gateway.Configuration.default.json")!;
        var root = JsonNode.Parse(stream)!.AsObject();
        root["warmUp"] = false;
        root["journal"] = new JsonObject { ["segmentBytes"] = 1 << 20 };
        root["capacity"] = new JsonObject { ["openOrders"] = 20_000, ["clOrdIds"] = 100_000, ["inboundRing"] = 512, ["outboundRing"] = 1024 };
        if (venues) return root;
        root.Remove("venues");
        var instruments = root["instruments"]!.AsArray();
        foreach (var routed in instruments.Where(instrument => instrument!["routes"] is not null).ToList()) instruments.Remove(routed);
        return root;
    }

    /// <summary>Writes it into a folder; returns the file.</summary>
    internal static string Write(TemporaryDirectory folder, bool venues = false)
    {
        var file = Path.Combine(folder.Path, venues ? "venues.json" : "small.json");
        File.WriteAllText(file, Json(venues).ToJsonString());
        return file;
    }
}
