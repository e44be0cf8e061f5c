using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;
using Gateway.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Venues.Fix;

/// <summary>
/// An exchange behind a FIX 4.4 session. One thread, the adapter's, polls the socket, reads, sends and keeps all state. A lost
/// connection leaves orders where they are: what was missed is resent by the exchange, then every order is asked for.
/// </summary>
public sealed class FixVenueAdapter : IVenueAdapter
{
    const long ChaseNanos = 50_000_000;

    readonly FixVenueOptions _options;
    readonly TaskCompletionSource _attempted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SubmitGate _gate;
    readonly VenueReporter _reporter;
    readonly QuoteBoard _quotes;
    readonly FixTransport _transport;
    readonly FixSession _session;
    readonly NoResendStore _store;
    readonly FixRequests _requests;
    readonly VenueThread _thread;
    volatile bool _sleeping;
    volatile bool _stopping;
    bool _disposed;
    FixInitiator? _initiator;
    long _startedNanos;
    long _nextQuotes;
    long _nextChase;
    TurnTime _turns;

    /// <summary>An adapter that is not started yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="inbox">The gateway's inbound ring.</param>
    /// <param name="logger">Quiet when null.</param>
    public FixVenueAdapter(FixVenueOptions options, IVenueInbox inbox, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _transport = new FixTransport(options.Network);
        _gate = new SubmitGate(options.QueueCapacity);
        _reporter = new VenueReporter(options.Venue, new RetainingInbox(inbox));
        _quotes = new QuoteBoard(options.Instruments, _reporter);
        _store = new NoResendStore(options.Store ?? VenueStores.Open(options.StoreDirectory), options.ResendOverlap);
        var ids = new ClientOrderIds(options.Installation);
        var orders = new FixOrderTable(options.FinishedOrdersMax);
        var reports = new ReportFlow(orders, _reporter, logger ?? NullLogger.Instance);
        var application = new VenueApplication(_reporter, reports, _quotes, ids, options.Name, logger ?? NullLogger.Instance);
        _session = new FixSession(Settings(options), application, _store);
        _requests = application.Requests = new FixRequests(options, _session, orders, _reporter, reports, ids);
        _thread = new VenueThread($"venue-{options.Name}", () => VenueStores.Guarded(Run, Fail));
    }

    /// <summary>
    /// The session's numbers can no longer be written, and the adapter has stopped: what it would send could not be resent, its numbers would be used
    /// twice. Called on its thread.
    /// </summary>
    public event Action<Exception>? Failed;

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
        _thread.Start();
        await _attempted.Task.WaitAsync(cancellation);
    }

    /// <summary>What <see cref="StartAsync"/> does, without the thread: the caller then takes every <see cref="Turn"/> itself.</summary>
    internal void Begin()
    {
        _startedNanos = Now;
        _initiator = _transport.Connect(_session, new FixInitiatorSettings
        {
            Addresses = _options.Addresses,
            TlsSource = _options.Tls,
            ReconnectInterval = (int)_options.ReconnectInterval.TotalMilliseconds,
            ReconnectIntervalMax = 16 * (int)_options.ReconnectInterval.TotalMilliseconds,
        });
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _stopping = true;
        _transport.Wake();
        await _thread.Ended.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Submit(in Outbound venueOrder)
    {
        _gate.Submit(in venueOrder.VenueOrder);
        Interlocked.MemoryBarrier(); // The request must be visible before the sleeper is looked at.
        if (_sleeping) _transport.Wake();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return; // The poller's memory and descriptors are freed once.
        _disposed = true;
        await StopAsync(CancellationToken.None);
        _transport.Dispose();
        VenueStores.Guarded(_store.Dispose, Fail);
    }

    void Fail(Exception error)
    {
        _attempted.TrySetResult();
        Failed?.Invoke(error);
    }

    long Now => (_options.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    void Run()
    {
        while (!_stopping)
        {
            if (Turn() == 0) Sleep();
        }

        LogOut();
    }

    void Sleep()
    {
        _sleeping = true;
        Interlocked.MemoryBarrier(); // Announce the sleep before the last look: the egress sees one of the two.
        if (Turn() == 0) _transport.Wait(_reporter.IsClear ? 10 : 1);
        _sleeping = false;
    }

    /// <summary>No request and no question is without its answer.</summary>
    internal bool IsSettled => _requests.IsSettled;

    /// <summary>What the gateway had no room for goes first; nothing new is taken on before.</summary>
    internal int Turn()
    {
        var now = Now;
        if (_turns.Take(now) is var moved && moved != 0) MoveTimers(moved, now);
        var done = _reporter.Flush() + _gate.AnswerRefused(_reporter);
        for (; _reporter.IsClear && _gate.TryTake(out var order); done++) _requests.Take(in order, now);
        done += _transport.DoWork(now);
        KeepTime(now);
        return done;
    }

    /// <summary>The clock was set, or nothing ran for a while: answers may lie unread. The transport does the same for the session's timers.</summary>
    void MoveTimers(long nanos, long now)
    {
        _startedNanos += nanos;
        (_nextQuotes, _nextChase) = (Math.Min(_nextQuotes, now), Math.Min(_nextChase, now));
        _requests.MoveTimers(nanos);
    }

    void KeepTime(long now)
    {
        if (now >= _nextQuotes)
        {
            _nextQuotes = now + (long)_options.QuoteInterval.TotalNanoseconds;
            _quotes.Tell();
        }

        if (now < _nextChase) return;
        _nextChase = now + ChaseNanos;
        if (_session.SendsLive) _requests.Chase(now);
        if (_attempted.Task.IsCompleted) return;
        var failed = _initiator!.Failures > 0 || now - _startedNanos > (long)_options.StartTimeout.TotalNanoseconds;
        if (failed && !_session.IsLoggedOn) _reporter.SetState(VenueState.Down, "no Logon yet");
        if (failed || _session.IsLoggedOn) _attempted.TrySetResult();
    }

    /// <summary>Says Logout and waits for the answer, as long as the session's setting allows.</summary>
    void LogOut()
    {
        _initiator!.IsEnabled = false;
        _session.Logout("", Now);
        while (_session.State != SessionState.Disconnected)
        {
            _reporter.Flush();
            if (_transport.DoWork(Now) == 0) _transport.Wait(10);
        }
    }

    static FixSessionSettings Settings(FixVenueOptions options) => new()
    {
        Id = new SessionId(
            "FIX.4.4", options.SenderCompID, options.TargetCompID, options.SenderSubID, options.SenderLocationID, options.TargetSubID, options.TargetLocationID),
        EnableNextExpectedMsgSeqNum = options.EnableNextExpectedMsgSeqNum,
        EnableLastMsgSeqNumProcessed = options.EnableLastMsgSeqNumProcessed,
        TimestampPrecision = options.TimestampPrecision,
        LogonTimeout = (int)options.LogonTimeout.TotalMilliseconds,
        LogoutTimeout = (int)options.LogoutTimeout.TotalMilliseconds,
        Role = SessionRole.Initiator,
        HeartBtInt = options.HeartBtInt,
        ResetOnLogon = options.ResetOnLogon,
        MaxMessagesInResendRequest = options.MaxMessagesInResendRequest,
        SendLogoutBeforeDisconnectFromTimeout = options.SendLogoutBeforeDisconnectFromTimeout,
        Username = options.Username,
        Password = options.Password,
        Schedule = options.Schedule,
        CheckLatency = options.CheckLatency,
        MaxLatency = (int)options.MaxLatency.TotalMilliseconds,
        CheckCompID = options.CheckCompID,
        Validator = options.Validator,
    };
}
