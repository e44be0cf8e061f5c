using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Tests.Harness;
using Gateway.Venues.Simulated;

namespace Gateway.Tests.Recovery;

/// <summary>
/// A REST and a FIX exchange that outlive every crash of the gateway, as real ones do, with books of their own on what was placed and traded.
/// </summary>
sealed class OutsideExchanges : IAsyncDisposable
{
    const string Rest = "SIMREST", Fix = "SIMFIX", Key = "key", Secret = "secret";

    static readonly TimeSpan s_moveInterval = TimeSpan.FromMilliseconds(50);

    readonly string _folder;
    readonly SimulatedExchange[] _markets;
    readonly Timer _mover;
    readonly SimulatedRestExchange _rest;
    readonly SimulatedFixExchange _fix;

    OutsideExchanges(string folder, GatewayConfiguration configuration)
    {
        _folder = folder;
        _markets = [new(Options(configuration, Rest)), new(Options(configuration, Fix))];
        _mover = new Timer(_ => Array.ForEach(_markets, market => market.Move()), null, s_moveInterval, s_moveInterval);
        _rest = new(_markets[0], new() { ApiKey = Key, ApiSecret = Secret });
        _fix = new(_markets[1], new() { SenderCompID = Fix, TargetCompID = "GATEWAY", StoreDirectory = Path.Combine(folder, "fix-store") });
    }

    internal static async Task<OutsideExchanges> StartAsync(string folder)
    {
        var exchanges = new OutsideExchanges(folder, ConfigurationLoader.LoadOrThrow(null, []));
        await exchanges._rest.StartAsync(CancellationToken.None);
        await exchanges._fix.StartAsync(CancellationToken.None);
        return exchanges;
    }

    /// <summary>From here on nothing trades that nobody has asked for.</summary>
    internal ValueTask RestAsync() => _mover.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await RestAsync();
        await _rest.DisposeAsync();
        await _fix.DisposeAsync();
    }

    /// <summary>The small configuration with these exchanges in place of its own, snapshots all the time and a new segment every few hundred messages.</summary>
    internal string Configure(double snapshotMinutes)
    {
        var root = SmallConfiguration.Json(venues: true);
        var secret = Path.Combine(_folder, "secret");
        File.WriteAllText(secret, Secret);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        root["journal"] = new JsonObject { ["snapshotMinutes"] = snapshotMinutes, ["segmentBytes"] = 1 << 16 };
        root["capacity"]!["inboundRing"] = 32;
        root["capacity"]!["clOrdIds"] = 400_000;
        root["venues"] = new JsonArray(
            new JsonObject { ["venue"] = Rest, ["access"] = "rest", ["address"] = _rest.RestAddress.ToString(), ["streamAddress"] = _rest.StreamAddress.ToString(), ["key"] = Key, ["secretFile"] = secret },
            new JsonObject { ["venue"] = Fix, ["access"] = "fix", ["address"] = _fix.Address.ToString(), ["key"] = "GATEWAY", ["targetCompId"] = Fix });
        var file = Path.Combine(_folder, "outside.json");
        File.WriteAllText(file, root.ToJsonString());
        return file;
    }

    /// <summary>What the exchanges have written down: for each of the gateway's OrderIDs the orders placed and the quantity traded.</summary>
    internal Dictionary<long, ExchangeRecord> Records()
    {
        var records = new Dictionary<long, ExchangeRecord>();
        foreach (var venue in (string[])[Rest, Fix])
        {
            var known = new Dictionary<long, ExchangeRecord>();
            foreach (var line in Lines(Path.Combine(_folder, venue))) Take(line, known, records);
        }

        return records;
    }

    static void Take(JsonElement line, Dictionary<long, ExchangeRecord> known, Dictionary<long, ExchangeRecord> records)
    {
        var order = line.GetProperty("orderId").GetInt64();
        if (line.GetProperty("event").GetString() == "place")
        {
            var id = long.Parse(line.GetProperty("request").GetProperty("clientId").GetString()!.Split('-')[1], CultureInfo.InvariantCulture);
            if (!records.TryGetValue(id, out var record)) records[id] = record = new();
            record.Placed++;
            record.IsOpen = true;
            record.Ordered = line.GetProperty("request").GetProperty("quantity").GetInt64();
            known[order] = record;
        }
        else if (line.TryGetProperty("trade", out var trade))
        {
            known[order].Traded += trade.GetProperty("quantity").GetInt64();
            known[order].IsOpen &= known[order].Traded < known[order].Ordered;
        }
        else if (line.GetProperty("event").GetString() == "end") known[order].IsOpen = false;
    }

    static IEnumerable<JsonElement> Lines(string directory)
    {
        using var file = new StreamReader(new FileStream(Path.Combine(directory, "orders.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (file.ReadLine() is { } line) yield return JsonDocument.Parse(line).RootElement;
    }

    SimulatedExchangeOptions Options(GatewayConfiguration configuration, string venue) => new()
    {
        StateDirectory = Path.Combine(_folder, venue),
        MoveInterval = TimeSpan.Zero,
        Instruments = [.. from instrument in configuration.Instruments from route in instrument.Routes where route.Venue == venue select Instrument(instrument)],
    };

    static SimulatedInstrument Instrument(InstrumentConfiguration instrument) => new()
    {
        Symbol = instrument.Symbol, BaseAsset = instrument.BaseAsset, QuoteAsset = instrument.Currency, TickSize = instrument.TickSize, LotSize = instrument.LotSize,
        NotionalMin = instrument.NotionalMin, StartPrice = instrument.ReferencePrice, LevelQuantity = new(FixedPoint.One),
    };
}

/// <summary>An order in an exchange's own books.</summary>
sealed class ExchangeRecord
{
    internal int Placed { get; set; }

    internal long Ordered { get; set; }

    internal long Traded { get; set; }

    internal bool IsOpen { get; set; }
}
