using System.Collections.Concurrent;
using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;
using Gateway.Venues.Simulated.Core;
using Gateway.Venues.Simulated.Fix;

namespace Gateway.Venues.Simulated;

/// <summary>
/// A simulated exchange that speaks FIX 4.4 on loopback to one member: D, F, G, H and V in; 8, 9, j and W out; reports that the
/// member missed are resent. The faults one asks for come from <see cref="Faults"/>.
/// </summary>
public sealed class SimulatedFixExchange : IAsyncDisposable
{
    readonly SimulatedExchange _exchange;
    readonly FixTransport _transport;
    readonly FixOrderEntry _application;
    readonly FixSession _session;
    readonly FixStore _store;
    readonly FixAcceptor _acceptor;
    readonly ConcurrentQueue<(long Due, Execution Execution)> _executions = new();
    readonly ConcurrentDictionary<string, byte> _movedSymbols = new();
    readonly VenueThread _thread;
    volatile bool _stopping;
    volatile bool _cut;
    bool _disposed;

    /// <summary>A face for an exchange; it listens at once, answers once started, and disposes of the exchange with itself.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port is in use.</exception>
    public SimulatedFixExchange(SimulatedExchange exchange, SimulatedFixOptions options)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(options);
        _exchange = exchange;
        _transport = new FixTransport(options.Network);
        _application = new FixOrderEntry(exchange, Faults, now => SendExecutions(now, evenLater: true));
        _store = options.Store ?? VenueStores.Open(options.StoreDirectory);
        _session = new FixSession(new FixSessionSettings { Id = new SessionId("FIX.4.4", options.SenderCompID, options.TargetCompID) }, _application, _store);
        _acceptor = _transport.Listen(new IPEndPoint(IPAddress.Loopback, options.Port), new FixAcceptorSettings { Tls = options.Tls });
        _acceptor.Add(_session);
        _thread = new VenueThread("simulated-fix-exchange", () => VenueStores.Guarded(Run, exchange.Fail));
        exchange.Executed += OnExecuted;
        exchange.QuoteChanged += OnQuoteChanged;
    }

    /// <summary>What it does wrong.</summary>
    public ExchangeFaults Faults { get; } = new();

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _acceptor.LocalEndPoint;

    /// <summary>Starts its thread.</summary>
    public Task StartAsync(CancellationToken cancellation)
    {
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Cuts the member's connection, as a network does.</summary>
    public void Disconnect()
    {
        _cut = true;
        _transport.Wake();
    }

    /// <summary>Stops; the connection is cut.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _stopping = true;
        _transport.Wake();
        await _thread.Ended.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return; // The poller's memory and descriptors are freed once.
        _disposed = true;
        await StopAsync(CancellationToken.None);
        _exchange.Executed -= OnExecuted;
        _exchange.QuoteChanged -= OnQuoteChanged;
        _exchange.Dispose();
        _transport.Dispose();
        if (_store is IDisposable store) VenueStores.Guarded(store.Dispose, _exchange.Fail);
    }

    void Run()
    {
        while (!_stopping)
        {
            if (Turn() == 0) _transport.Wait(_executions.IsEmpty ? 10 : 1);
        }
    }

    /// <summary>A turn of work that never waits; for a caller that takes them itself instead of <see cref="StartAsync"/>.</summary>
    internal int Turn()
    {
        var now = Now;
        if (_cut)
        {
            _cut = false;
            _session.Disconnect(DisconnectReason.Application, now);
        }

        var work = _transport.DoWork(now) + SendExecutions(now, evenLater: false) + SendQuotes(now);
        return work + _transport.Flush(now);
    }

    long Now => (_exchange.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    int SendExecutions(long now, bool evenLater)
    {
        var sent = 0;
        for (; _executions.TryPeek(out var next) && (evenLater || next.Due <= _exchange.Clock.GetTimestamp()) && _executions.TryDequeue(out _); sent++)
        {
            _application.ReportsOf(_session).Execution(next.Execution, again: false, now);
            if (Faults.TakeDuplicateFrame()) _application.ReportsOf(_session).Execution(next.Execution, again: true, now);
        }

        return sent;
    }

    /// <summary>Each quote is whole, so only the latest matters; nobody is told who is away.</summary>
    int SendQuotes(long now)
    {
        var sent = 0;
        foreach (var symbol in _movedSymbols.Keys)
        {
            if (!_movedSymbols.TryRemove(symbol, out _) || !_session.SendsLive || !_application.Subscriptions.Contains(symbol)) continue;
            _application.ReportsOf(_session).Quote(symbol, _exchange.Quote(symbol), now);
            sent++;
        }

        return sent;
    }

    void OnExecuted(Execution execution)
    {
        if (execution.Order.Owner != _session.Id.TargetCompID || Faults.TakeDropFrame()) return;
        // By the monotonic clock: what is due does not wait for a wall clock that was set back.
        _executions.Enqueue((_exchange.Clock.GetTimestamp() + Faults.AnswerDelayMillis * _exchange.Clock.TimestampFrequency / 1_000, execution));
        _transport.Wake();
    }

    void OnQuoteChanged(string symbol)
    {
        _movedSymbols[symbol] = 0;
        _transport.Wake();
    }
}
