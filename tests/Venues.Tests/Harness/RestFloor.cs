using Gateway.Messages;
using Gateway.Venues.Rest;
using Gateway.Venues.Simulated;

namespace Gateway.Venues.Tests.Harness;

/// <summary>The REST face of an exchange and its adapter.</summary>
sealed class RestFloor : Floor
{
    public const string MemberName = "us";

    readonly RestVenueAdapter _adapter;

    RestFloor(RestVenueAdapter adapter) => _adapter = adapter;

    public required SimulatedRestExchange Face { get; init; }

    public override IVenueAdapter Adapter => _adapter;

    public override ExchangeFaults Faults => Face.Faults;

    public override string Member => MemberName;

    public override void Disconnect() => Face.DisconnectStreams();

    public static RestVenueOptions Options(SimulatedRestExchange face) => new()
    {
        Name = "REST", Venue = 1, BaseAddress = face.RestAddress, StreamAddress = face.StreamAddress, ApiKey = "key", ApiSecret = "secret",
        Installation = "T1", Instruments = [new("BTCUSDT", "BTCUSDT"), new("SOLUSDT", "SOLUSDT")],
        // A request is refused when the machine holds it up for longer than the window; what waits for an absence waits for the window, too.
        ReceiveWindow = TimeSpan.FromSeconds(2), AbsenceMargin = TimeSpan.FromMilliseconds(50), AnswerTimeout = Patience.Limit,
        BackOff = TimeSpan.FromMilliseconds(20), BackOffMax = TimeSpan.FromMilliseconds(100), PollInterval = TimeSpan.FromMilliseconds(100),
        QuoteInterval = TimeSpan.FromMilliseconds(20), OrdersPerTenSeconds = 10_000,
    };

    public static Task<RestFloor> StartAsync(Func<RestVenueOptions, RestVenueOptions>? change = null, Price startPrice = default)
        => StartAsync(NewExchange(startPrice: startPrice), change);

    public static async Task<RestFloor> StartAsync(SimulatedExchange exchange, Func<RestVenueOptions, RestVenueOptions>? change = null, RecordingInbox? inbox = null, int hideOrders = 0)
    {
        var face = new SimulatedRestExchange(exchange, new SimulatedRestOptions { ApiKey = "key", ApiSecret = "secret", Member = MemberName });
        face.Faults.HideOrders = hideOrders;
        await face.StartAsync(CancellationToken.None);
        var options = Options(face);
        inbox ??= new RecordingInbox();
        var floor = new RestFloor(new RestVenueAdapter(change is null ? options : change(options), inbox)) { Exchange = exchange, Face = face, Inbox = inbox };
        await floor.UpAsync();
        return floor;
    }

    public override async ValueTask DisposeAsync()
    {
        await Adapter.DisposeAsync();
        await Face.DisposeAsync();
    }
}
