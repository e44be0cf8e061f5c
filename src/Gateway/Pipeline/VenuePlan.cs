using System.Net;
using Gateway.Configuration;
using Gateway.Fix.Dictionary;
using Gateway.Messages;
using Gateway.Venues;
using Gateway.Venues.Fix;
using Gateway.Venues.Rest;
using Gateway.Venues.Simulated;

namespace Gateway.Pipeline;

/// <summary>What one exchange's adapter has to know, drawn from the configuration.</summary>
sealed class VenuePlan(GatewayConfiguration configuration, VenueConfiguration venue, string installation, TlsRenewal certificates)
{
    /// <summary>The exchange.</summary>
    internal VenueConfiguration Venue => venue;

    /// <summary>Its number in the headers of messages.</summary>
    internal ushort Number => ConfigurationTraffic.VenueNumber(configuration, venue.Venue);

    /// <summary>Tells this installation's orders from another's at the same exchange.</summary>
    internal string Installation => installation;

    /// <summary>What is traded there, under both names.</summary>
    internal IReadOnlyList<VenueInstrument> Instruments
        => [.. Routes().Select(pair => new VenueInstrument(pair.Instrument.Symbol, VenueSymbol(pair)))];

    /// <summary>Options of a REST adapter.</summary>
    internal RestVenueOptions RestOptions(Uri rest, Uri stream, string key, string secret) => new()
    {
        Name = venue.Venue,
        Venue = Number,
        BaseAddress = rest,
        StreamAddress = stream,
        ApiKey = key,
        ApiSecret = secret,
        Installation = installation,
        Instruments = Instruments,
        ReceiveWindow = TimeSpan.FromSeconds(venue.Rest.ReceiveWindow),
        AnswerTimeout = TimeSpan.FromSeconds(venue.Rest.AnswerTimeout),
        AbsenceMargin = TimeSpan.FromSeconds(venue.Rest.AbsenceMargin),
    };

    /// <summary>Options of a FIX adapter.</summary>
    internal FixVenueOptions FixOptions(EndPoint address, string sender, string target) => new()
    {
        Name = venue.Venue,
        Venue = Number,
        Addresses = venue.Simulated ? [address] : [address, .. venue.Fix.FallbackAddresses.Select(EndPointOf)],
        Tls = venue.Simulated ? null : certificates.Client(venue.Fix.Tls, venue.Venue, address is DnsEndPoint host ? host.Host : ""),
        StartTimeout = StartPatience,
        HeartBtInt = venue.Fix.HeartBtInt,
        ReconnectInterval = TimeSpan.FromSeconds(venue.Fix.ReconnectInterval),
        ResetOnLogon = venue.Fix.ResetOnLogon,
        MaxMessagesInResendRequest = venue.Fix.MaxMessagesInResendRequest,
        SendLogoutBeforeDisconnectFromTimeout = venue.Fix.SendLogoutBeforeDisconnectFromTimeout,
        Username = venue.Fix.Username,
        Password = venue.Fix.Username.Length > 0 ? Secret() : "",
        Schedule = Schedules.Make(venue.Fix.Schedule),
        CheckLatency = venue.Fix.Validation.CheckLatency ?? true,
        MaxLatency = TimeSpan.FromSeconds(venue.Fix.Validation.MaxLatency ?? 120),
        CheckCompID = venue.Fix.Validation.CheckCompID ?? true,
        Validator = Validator(),
        SenderCompID = sender,
        TargetCompID = target,
        SenderSubID = venue.Fix.SenderSubId,
        SenderLocationID = venue.Fix.SenderLocationId,
        TargetSubID = venue.Fix.TargetSubId,
        TargetLocationID = venue.Fix.TargetLocationId,
        EnableNextExpectedMsgSeqNum = venue.Fix.EnableNextExpectedMsgSeqNum,
        EnableLastMsgSeqNumProcessed = venue.Fix.EnableLastMsgSeqNumProcessed,
        TimestampPrecision = venue.Fix.TimestampPrecision,
        LogonTimeout = TimeSpan.FromSeconds(venue.Fix.LogonTimeout),
        LogoutTimeout = TimeSpan.FromSeconds(venue.Fix.LogoutTimeout),
        Installation = installation,
        Instruments = Instruments,
        StoreDirectory = StoreDirectory("gateway"),
    };

    /// <summary>How long the start waits for it: a simulated one comes up with this process, however slow the machine; nobody waits for another one.</summary>
    internal TimeSpan StartPatience => TimeSpan.FromSeconds(venue.Simulated ? 60 : 2);

    /// <summary>Where one side of the exchange's FIX session keeps its numbers and messages.</summary>
    internal string StoreDirectory(string side) => Path.Combine(configuration.Data, "venues", venue.Venue, side);

    /// <summary>Address of a real FIX exchange; the configuration's check has seen that it is host:port.</summary>
    internal EndPoint EndPoint() => EndPointOf(venue.Address);

    /// <summary>Address of a real exchange's streams: the host of its REST interface unless configured otherwise.</summary>
    internal Uri StreamAddress() => new(venue.StreamAddress.Length > 0 ? venue.StreamAddress : venue.Address.Replace("http", "ws", StringComparison.Ordinal));

    /// <summary>The secret of its file.</summary>
    /// <exception cref="UserErrorException">The file cannot be read, or others can read it.</exception>
    internal string Secret()
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(venue.SecretFile) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
                throw new UserErrorException($"venues: '{venue.SecretFile}' can be read by others; only its owner may (chmod 600).");
            return File.ReadAllText(venue.SecretFile).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"venues: the secret of {venue.Venue} cannot be read: {error.Message}", ExitCode.Unreachable);
        }
    }

    /// <summary>A simulated exchange of this exchange's instruments; what it knows survives in the data directory.</summary>
    internal SimulatedExchange Exchange() => new(new SimulatedExchangeOptions
    {
        Instruments = [.. Routes().Select(Simulated)],
        StateDirectory = Path.Combine(configuration.Data, "simulated", venue.Venue),
        Seed = Number,
        TakerFeeMicros = Routes().Select(pair => pair.Route.TakerFeeMicros).FirstOrDefault(),
    });

    // Nothing is held against a dictionary unless one is configured: what the exchange says reaches the adapter.
    DictionaryValidator? Validator()
    {
        var files = new Dictionary<string, string>();
        if (venue.Fix.DataDictionary.Length > 0) files["FIX.4.4"] = venue.Fix.DataDictionary;
        return files.Count == 0 && venue.Fix.Validation.UseDataDictionary is not true ? null : Validators.Make("FIX.4.4", FixValidation.Lenient, venue.Fix.Validation, files);
    }

    static EndPoint EndPointOf(string text) => AddressText.TryEndPoint(text, out var address) ? address! : throw new FormatException(text);

    IEnumerable<(InstrumentConfiguration Instrument, RouteConfiguration Route)> Routes()
        => from instrument in configuration.Instruments
           from route in instrument.Routes
           where route.Venue == venue.Venue
           select (instrument, route);

    static string VenueSymbol((InstrumentConfiguration Instrument, RouteConfiguration Route) pair)
        => pair.Route.VenueSymbol.Length > 0 ? pair.Route.VenueSymbol : pair.Instrument.Symbol;

    static SimulatedInstrument Simulated((InstrumentConfiguration Instrument, RouteConfiguration Route) pair) => new()
    {
        Symbol = VenueSymbol(pair),
        BaseAsset = pair.Instrument.BaseAsset.Length > 0 ? pair.Instrument.BaseAsset : pair.Instrument.Symbol,
        QuoteAsset = pair.Instrument.Currency,
        TickSize = pair.Instrument.TickSize,
        LotSize = pair.Instrument.LotSize,
        NotionalMin = pair.Instrument.NotionalMin,
        StartPrice = pair.Instrument.ReferencePrice,
        LevelQuantity = new(Math.Max(1, 10_000 / Math.Max(1, pair.Instrument.ReferencePrice.Raw / FixedPoint.One)) * FixedPoint.One),
    };
}

/// <summary>The name of this installation, made once and kept in its data directory.</summary>
static class Installation
{
    /// <summary>Eight letters and digits.</summary>
    internal static string Of(string data)
    {
        var file = Path.Combine(data, "installation");
        if (!File.Exists(file)) File.WriteAllText(file, Guid.NewGuid().ToString("N")[..8]);
        return File.ReadAllText(file).Trim();
    }
}
