using Gateway.Messages;
using Gateway.Venues.Fix;
using Gateway.Venues.Simulated;

namespace Gateway.Venues.Tests.Harness;

/// <summary>A simulated exchange behind its FIX face, an adapter logged on over loopback, and an inbox.</summary>
sealed class FixFloor : IAsyncDisposable
{
    public const string Symbol = "ETHUSDT";

    public required SimulatedExchange Exchange { get; init; }

    public required SimulatedFixExchange Face { get; init; }

    public required FixVenueAdapter Adapter { get; init; }

    public required RecordingInbox Inbox { get; init; }

    public ExchangeFaults Faults => Face.Faults;

    public static SimulatedExchange Floor(string? stateDirectory = null) => new(new SimulatedExchangeOptions
    {
        StateDirectory = stateDirectory,
        MoveInterval = TimeSpan.Zero,
        Instruments =
        [
            new() { Symbol = Symbol, BaseAsset = "ETH", QuoteAsset = "USDT", TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("0.0001"), NotionalMin = Money.Parse("10") },
        ],
    });

    public static async Task<FixFloor> StartAsync(
        Func<FixVenueOptions, FixVenueOptions>? change = null, SimulatedExchange? exchange = null, string? directory = null)
    {
        exchange ??= Floor();
        var face = new SimulatedFixExchange(exchange, new SimulatedFixOptions
        {
            SenderCompID = "EXCHANGE", TargetCompID = "GATEWAY", StoreDirectory = directory is null ? null : Path.Combine(directory, "theirs"),
        });
        await face.StartAsync(CancellationToken.None);
        var options = new FixVenueOptions
        {
            Name = "FIX", Venue = 2, Address = face.Address, SenderCompID = "GATEWAY", TargetCompID = "EXCHANGE", Installation = "T1",
            Instruments = [new(Symbol, Symbol)], ReconnectInterval = TimeSpan.FromMilliseconds(50), QuoteInterval = TimeSpan.FromMilliseconds(20),
            StoreDirectory = directory is null ? null : Path.Combine(directory, "ours"),
        };
        var inbox = new RecordingInbox();
        var floor = new FixFloor { Exchange = exchange, Face = face, Inbox = inbox, Adapter = new FixVenueAdapter(change is null ? options : change(options), inbox) };
        await floor.Adapter.StartAsync(CancellationToken.None);
        return floor;
    }

    /// <summary>Another adapter for the same exchange, as after a restart of the gateway alone.</summary>
    public async Task<(FixVenueAdapter Adapter, RecordingInbox Inbox)> RestartAdapterAsync(FixVenueOptions options)
    {
        await Adapter.DisposeAsync();
        var inbox = new RecordingInbox();
        var adapter = new FixVenueAdapter(options, inbox);
        await adapter.StartAsync(CancellationToken.None);
        return (adapter, inbox);
    }

    public static Outbound New(long orderId, string price = "3000", string quantity = "1", TimeInForce timeInForce = TimeInForce.GoodTillCancel, OrderFlags flags = OrderFlags.None)
        => Orders.New(orderId, Side.Buy, price, quantity, timeInForce, symbol: Symbol, flags: flags);

    public void Submit(in Outbound order) => Adapter.Submit(in order);

    public void AddLiquidity(Side side, string price, string quantity)
        => Exchange.AddLiquidity(Symbol, side, Price.Parse(price), Quantity.Parse(quantity));

    /// <summary>Places an order and waits until it rests.</summary>
    public async Task<Outbound> RestAsync(long orderId, string price = "3000", string quantity = "1")
    {
        var order = New(orderId, price, quantity);
        Submit(in order);
        await Inbox.ExpectAsync(orderId, VenueReportType.Accepted);
        return order;
    }

    public async Task StateAsync(VenueState state)
        => await Eventually.TrueAsync(() => Adapter.State == state, () => $"state is {Adapter.State}, not {state}");

    public async ValueTask DisposeAsync()
    {
        await Adapter.DisposeAsync();
        await Face.DisposeAsync();
    }
}
