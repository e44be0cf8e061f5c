using Gateway.Messages;
using Gateway.Venues.Fix;
using Gateway.Venues.Simulated;

namespace Gateway.Venues.Tests.Harness;

/// <summary>The FIX face of an exchange and its adapter.</summary>
sealed class FixFloor : Floor
{
    readonly FixVenueAdapter _adapter;

    FixFloor(FixVenueAdapter adapter) => _adapter = adapter;

    public required SimulatedFixExchange Face { get; init; }

    public override IVenueAdapter Adapter => _adapter;

    public override ExchangeFaults Faults => Face.Faults;

    public override string Member => "GATEWAY";

    public override void Disconnect() => Face.Disconnect();

    public static async Task<FixFloor> StartAsync(
        Func<FixVenueOptions, FixVenueOptions>? change = null, SimulatedExchange? exchange = null, string? directory = null)
    {
        exchange ??= NewExchange();
        var face = new SimulatedFixExchange(exchange, new SimulatedFixOptions
        {
            SenderCompID = "EXCHANGE", TargetCompID = "GATEWAY", StoreDirectory = directory is null ? null : Path.Combine(directory, "theirs"),
        });
        await face.StartAsync(CancellationToken.None);
        var options = new FixVenueOptions
        {
            Name = "FIX", Venue = 2, Addresses = [face.Address], SenderCompID = "GATEWAY", TargetCompID = "EXCHANGE", Installation = "T1",
            Instruments = [new(Symbol, Symbol)], ReconnectInterval = TimeSpan.FromMilliseconds(50), QuoteInterval = TimeSpan.FromMilliseconds(20),
            StoreDirectory = directory is null ? null : Path.Combine(directory, "ours"),
        };
        var inbox = new RecordingInbox();
        var floor = new FixFloor(new FixVenueAdapter(change is null ? options : change(options), inbox)) { Exchange = exchange, Face = face, Inbox = inbox };
        await floor.UpAsync();
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

    public override async ValueTask DisposeAsync()
    {
        await Adapter.DisposeAsync();
        await Face.DisposeAsync();
    }
}
