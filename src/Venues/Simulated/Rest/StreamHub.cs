using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Venues.Simulated.Rest;

/// <summary>
/// The WebSocket side: execution reports to the listeners of a member, best prices to everybody who asked. Each connection has a
/// bounded queue; one that does not keep up is closed.
/// </summary>
sealed class StreamHub
{
    const int QueueCapacity = 4096;

    sealed record Listener(string? Owner, HashSet<string> Symbols, Channel<byte[]> Queue, CancellationTokenSource Closing);

    readonly ConcurrentDictionary<Listener, byte> _listeners = new();
    readonly ConcurrentDictionary<string, string> _keys = new();
    readonly SimulatedExchange _exchange;
    readonly ExchangeFaults _faults;
    long _lastUpdate;

    public StreamHub(SimulatedExchange exchange, ExchangeFaults faults)
    {
        (_exchange, _faults) = (exchange, faults);
        exchange.Executed += OnExecuted;
        exchange.QuoteChanged += OnQuoteChanged;
    }

    /// <summary>Makes keys.</summary>
    public Func<string> NewKey { get; init; } = static () => Guid.NewGuid().ToString("N");

    /// <summary>A new key to a member's user data stream.</summary>
    public string Open(string owner)
    {
        var key = NewKey();
        _keys[key] = owner;
        return key;
    }

    /// <summary>Ends all connections, as a network does: without a word.</summary>
    public void Disconnect()
    {
        foreach (var listener in _listeners.Keys) listener.Closing.Cancel();
    }

    /// <summary>Serves a user data stream until it ends; false when the key is unknown.</summary>
    public Task ServeUserAsync(string key, Func<Task<WebSocket>> accept, CancellationToken cancellation)
        => _keys.TryGetValue(key, out var owner) ? ServeAsync(owner, [], accept, cancellation) : throw new SpotException(400, -1125, "This listenKey does not exist.");

    /// <summary>Serves best prices until the connection ends.</summary>
    public Task ServeQuotesAsync(IEnumerable<string> symbols, Func<Task<WebSocket>> accept, CancellationToken cancellation)
        => ServeAsync(null, [.. symbols], accept, cancellation);

    async Task ServeAsync(string? owner, HashSet<string> symbols, Func<Task<WebSocket>> accept, CancellationToken cancellation)
    {
        var closing = new CancellationTokenSource(); // Left to the collector: whoever cuts this connection may do so after its end.
        await using var following = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), closing);
        var listener = new Listener(owner, symbols, Channel.CreateBounded<byte[]>(QueueCapacity), closing);
        _listeners[listener] = 0; // Before the handshake ends: the member relies on all that happens after it.
        try
        {
            using var socket = await accept();
            foreach (var symbol in symbols) OnQuoteChanged(symbol);
            var reading = DrainAsync(socket, closing);
            await foreach (var frame in listener.Queue.Reader.ReadAllAsync(closing.Token))
                await socket.SendAsync(frame, WebSocketMessageType.Text, true, closing.Token);
            await reading;
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException or IOException)
        {
            // The other side has gone, or was made to.
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
        }
    }

    /// <summary>Reads pings and the close; a member says nothing else.</summary>
    static async Task DrainAsync(WebSocket socket, CancellationTokenSource closing)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, closing.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException or IOException)
        {
            // As above.
        }

        if (!closing.IsCancellationRequested) await closing.CancelAsync();
    }

    void OnExecuted(Execution execution)
    {
        if (_faults.TakeDropFrame()) return;
        var times = _faults.TakeDuplicateFrame() ? 2 : 1;
        var frame = SpotWriter.ExecutionReport(execution);
        foreach (var listener in _listeners.Keys)
            for (var i = 0; i < times && listener.Owner == execution.Order.Owner; i++)
                Offer(listener, frame);
    }

    void OnQuoteChanged(string symbol)
    {
        if (_listeners.IsEmpty) return;
        var frame = SpotWriter.BookTicker(symbol, Interlocked.Increment(ref _lastUpdate), _exchange.Quote(symbol));
        foreach (var listener in _listeners.Keys)
            if (listener.Symbols.Contains(symbol))
                Offer(listener, frame);
    }

    static void Offer(Listener listener, byte[] frame)
    {
        if (!listener.Queue.Writer.TryWrite(frame)) listener.Closing.Cancel();
    }
}
