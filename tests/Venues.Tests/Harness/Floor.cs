using Gateway.Messages;
using Gateway.Venues.Simulated;

namespace Gateway.Venues.Tests.Harness;

/// <summary>A simulated exchange behind one of its faces, an adapter connected to it over loopback, and an inbox.</summary>
abstract class Floor : IAsyncDisposable
{
    public const string Symbol = "BTCUSDT";

    public required SimulatedExchange Exchange { get; init; }

    public required RecordingInbox Inbox { get; init; }

    public abstract IVenueAdapter Adapter { get; }

    public abstract ExchangeFaults Faults { get; }

    /// <summary>The exchange's name for the owner of the adapter's orders.</summary>
    public abstract string Member { get; }

    /// <summary>Cuts what the adapter has connected.</summary>
    public abstract void Disconnect();

    public static SimulatedExchange NewExchange(string? stateDirectory = null, Price startPrice = default) => new(new SimulatedExchangeOptions
    {
        StateDirectory = stateDirectory,
        MoveInterval = TimeSpan.Zero,
        Instruments =
        [
            new() { Symbol = Symbol, BaseAsset = "BTC", QuoteAsset = "USDT", TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("0.00001"), NotionalMin = Money.Parse("10"), StartPrice = startPrice, LevelQuantity = Quantity.Parse("1") },
            new() { Symbol = "SOLUSDT", BaseAsset = "SOL", QuoteAsset = "USDT", TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("0.001"), NotionalMin = Money.Parse("5") },
        ],
    });

    public void Submit(in Outbound order) => Adapter.Submit(in order);

    public void AddLiquidity(Side side, string price, string quantity) => Exchange.AddLiquidity(Symbol, side, Price.Parse(price), Quantity.Parse(quantity));

    /// <summary>Places an order and waits until it rests.</summary>
    public async Task<Outbound> RestAsync(long orderId, string price = "50000", string quantity = "1")
    {
        var order = Orders.New(orderId, Side.Buy, price, quantity);
        Submit(in order);
        await Inbox.ExpectAsync(orderId, VenueReportType.Accepted);
        return order;
    }

    /// <summary>Starts the adapter. On a busy machine it may need more than its first attempt, and be down for a moment right after the start.</summary>
    protected async Task UpAsync()
    {
        await Adapter.StartAsync(CancellationToken.None);
        await StateAsync(VenueState.Up);
    }

    public Task StateAsync(VenueState state) => Eventually.TrueAsync(() => Adapter.State == state, () => $"state is {Adapter.State}, not {state}");

    public abstract ValueTask DisposeAsync();
}
