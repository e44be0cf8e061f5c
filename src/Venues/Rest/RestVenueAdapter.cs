using Gateway.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Venues.Rest;

/// <summary>
/// An exchange behind Binance Spot's REST and WebSocket interface. All state lives on one thread, the adapter's; answers,
/// frames and timers come back to it. Day orders rest until cancelled, the market knows no day.
/// </summary>
public sealed class RestVenueAdapter : IVenueAdapter
{
    readonly RestVenueOptions _options;
    readonly CancellationTokenSource _stopping = new();
    readonly TaskCompletionSource _attempted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SubmitGate _gate;
    readonly VenueReporter _reporter;
    readonly SpotTransport _transport;
    readonly VenueLoop _loop;
    readonly Desk _desk;
    readonly RestRequests _requests;
    readonly UserStream _userStream;
    readonly QuoteStream _quotes;
    readonly OpenOrderPoll _poll;
    bool _disposed;

    /// <summary>An adapter that is not started yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="inbox">The gateway's inbound ring.</param>
    /// <param name="logger">Quiet when null.</param>
    public RestVenueAdapter(RestVenueOptions options, IVenueInbox inbox, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _gate = new SubmitGate(options.QueueCapacity);
        _reporter = new VenueReporter(options.Venue, new RetainingInbox(inbox));
        _transport = new SpotTransport(options);
        _loop = new VenueLoop($"venue-{options.Name}", Turn, () => _reporter.IsClear ? Timeout.Infinite : 1);
        _desk = new Desk(options, new SpotClient(_transport), _transport.Budget, _reporter, logger ?? NullLogger.Instance, _stopping.Token);
        var ledger = new OrderLedger(_desk);
        var finder = new OutcomeFinder(_desk, ledger);
        var query = new QueryFlow(_desk, ledger, new LegFinder(_desk), finder);
        var frames = new FrameFlow(_desk, ledger, finder, query);
        _requests = new RestRequests(_desk, ledger, finder, query);
        _poll = new OpenOrderPoll(_desk, finder, frames);
        _userStream = new UserStream(_desk, _transport, frames, _poll, GatewayHasRoomAsync);
        _quotes = new QuoteStream(_desk);
        _transport.Budget.Throttled = OnThrottled;
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public ushort Venue => _options.Venue;

    /// <inheritdoc/>
    public VenueState State => _reporter.State;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Begin();
        _loop.Start();
        await _attempted.Task.WaitAsync(cancellation);
    }

    /// <summary>What <see cref="StartAsync"/> does, without the thread: the caller then takes every <see cref="TakeTurn"/> itself.</summary>
    internal void Begin()
    {
        _ = _loop.RunAsync(() => _userStream.RunAsync(() => _attempted.TrySetResult()));
        _ = _loop.RunAsync(_poll.RunAsync);
        _ = _loop.RunAsync(_quotes.ReadAsync);
        _ = _loop.RunAsync(_quotes.TellAsync);
    }

    /// <summary>Without a thread: what is due now.</summary>
    internal int TakeTurn() => _loop.RunTurn();

    /// <summary>Without a thread: the process is gone, nothing of it runs any more.</summary>
    internal void Abandon()
    {
        _disposed = true;
        _stopping.Cancel();
    }

    /// <summary>Every request has come to its end.</summary>
    internal bool IsSettled => _desk.Orders.IsQuiet;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _loop.StopAsync().WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Submit(in Outbound venueOrder)
    {
        _gate.Submit(in venueOrder.VenueOrder);
        _loop.Wake();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await StopAsync(CancellationToken.None);
        _loop.Dispose();
        _transport.Dispose();
        _stopping.Dispose();
    }

    /// <summary>What the gateway had no room for goes first; nothing new is taken on before.</summary>
    int Turn()
    {
        var done = _reporter.Flush() + _gate.AnswerRefused(_reporter);
        for (; _reporter.IsClear && _gate.TryTake(out var order); done++) _requests.Take(in order);
        return done;
    }

    // No order is given to a venue that wants to be left alone; the look at its open orders tells when it is back.
    void OnThrottled(TimeSpan pause)
    {
        if (_reporter.State == VenueState.Up) _reporter.SetState(VenueState.Degraded, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"rate limit: to be left alone for {pause.TotalSeconds:0} s"));
    }

    async Task GatewayHasRoomAsync()
    {
        while (!_reporter.IsClear) await _desk.DelayAsync(TimeSpan.FromMilliseconds(1));
    }
}
