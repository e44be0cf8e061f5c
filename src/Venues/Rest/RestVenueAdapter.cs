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
        var frames = new FrameFlow(_desk, ledger, finder);
        _requests = new RestRequests(_desk, ledger, finder);
        _poll = new OpenOrderPoll(_desk, ledger, finder, frames);
        _userStream = new UserStream(_desk, _transport, frames, _poll, GatewayHasRoomAsync);
        _quotes = new QuoteStream(_desk);
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
        _loop.Start();
        _ = _loop.RunAsync(() => _userStream.RunAsync(() => _attempted.TrySetResult()));
        _ = _loop.RunAsync(_poll.RunAsync);
        _ = _loop.RunAsync(_quotes.ReadAsync);
        _ = _loop.RunAsync(_quotes.TellAsync);
        await _attempted.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await Task.Run(_loop.Stop, cancellation);
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

    async Task GatewayHasRoomAsync()
    {
        while (!_reporter.IsClear) await _desk.DelayAsync(TimeSpan.FromMilliseconds(1));
    }
}
