using Gateway.Messages;
using Gateway.Venues.Rest;
using Gateway.Venues.Simulated;

namespace Gateway.Venues.Tests.Harness;

/// <summary>A simulated exchange behind its REST face, an adapter connected to it over loopback, and an inbox.</summary>
sealed class RestFloor : IAsyncDisposable
{
    public const string Member = "us";

    public required SimulatedExchange Exchange { get; init; }

    public required SimulatedRestExchange Face { get; init; }

    public required RestVenueAdapter Adapter { get; init; }

    public RecordingInbox Inbox { get; private init; } = new();

    public ExchangeFaults Faults => Face.Faults;

    public static SimulatedExchange Floor(string? stateDirectory = null, Price startPrice = default) => new(new SimulatedExchangeOptions
    {
        StateDirectory = stateDirectory,
        MoveInterval = TimeSpan.Zero,
        Instruments =
        [
            new() { Symbol = "BTCUSDT", BaseAsset = "BTC", QuoteAsset = "USDT", TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("0.00001"), NotionalMin = Money.Parse("10"), StartPrice = startPrice, LevelQuantity = Quantity.Parse("1") },
            new() { Symbol = "SOLUSDT", BaseAsset = "SOL", QuoteAsset = "USDT", TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("0.001"), NotionalMin = Money.Parse("5") },
        ],
    });

    public static RestVenueOptions Options(SimulatedRestExchange face) => new()
    {
        Name = "REST", Venue = 1, BaseAddress = face.RestAddress, StreamAddress = face.StreamAddress, ApiKey = "key", ApiSecret = "secret",
        Installation = "T1", Instruments = [new("BTCUSDT", "BTCUSDT"), new("SOLUSDT", "SOLUSDT")],
        ReceiveWindow = TimeSpan.FromMilliseconds(250), AbsenceMargin = TimeSpan.FromMilliseconds(50), AnswerTimeout = TimeSpan.FromSeconds(2),
        BackOff = TimeSpan.FromMilliseconds(20), BackOffMax = TimeSpan.FromMilliseconds(100), PollInterval = TimeSpan.FromMilliseconds(100),
        QuoteInterval = TimeSpan.FromMilliseconds(20), OrdersPerTenSeconds = 10_000,
    };

    public static Task<RestFloor> StartAsync(Func<RestVenueOptions, RestVenueOptions>? change = null, Price startPrice = default)
        => StartAsync(Floor(startPrice: startPrice), change);

    public static async Task<RestFloor> StartAsync(SimulatedExchange exchange, Func<RestVenueOptions, RestVenueOptions>? change = null, RecordingInbox? inbox = null)
    {
        var face = new SimulatedRestExchange(exchange, new SimulatedRestOptions { ApiKey = "key", ApiSecret = "secret", Member = Member });
        await face.StartAsync(CancellationToken.None);
        var options = Options(face);
        inbox ??= new RecordingInbox();
        var floor = new RestFloor
        {
            Exchange = exchange, Face = face, Inbox = inbox, Adapter = new RestVenueAdapter(change is null ? options : change(options), inbox),
        };
        await floor.Adapter.StartAsync(CancellationToken.None);
        return floor;
    }

    public void Submit(in Outbound order) => Adapter.Submit(in order);

    public void AddLiquidity(Side side, string price, string quantity)
        => Exchange.AddLiquidity("BTCUSDT", side, Price.Parse(price), Quantity.Parse(quantity));

    /// <summary>Places an order and waits until it rests.</summary>
    public async Task<Outbound> RestAsync(long orderId, string price = "50000", string quantity = "1")
    {
        var order = Orders.New(orderId, Side.Buy, price, quantity);
        Submit(in order);
        await Inbox.ExpectAsync(orderId, VenueReportType.Accepted);
        return order;
    }

    public async ValueTask DisposeAsync()
    {
        await Adapter.DisposeAsync();
        await Face.DisposeAsync();
    }
}
