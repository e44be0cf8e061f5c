using System.Net.WebSockets;
using Gateway.Venues.Rest;

namespace Gateway.Simulation.Machine.Rest;

/// <summary>The gateway's end of a stream: frames come one after the other, until it is cut.</summary>
sealed class SimulatedStream(SimulatedRestNetwork way) : VenueStream
{
    readonly Queue<byte[]> _frames = new();
    TaskCompletionSource? _waiting;
    bool _cut;
    int _coming;

    /// <summary>Instruments whose best prices it asked for; empty for the member's own executions.</summary>
    internal string[] Symbols { get; private set; } = [];

    internal bool IsQuiet => _coming == 0 && _frames.Count == 0;

    public override async Task ConnectAsync(Uri address, CancellationToken cancellation)
    {
        const string Quotes = "?streams=";
        var opened = new TaskCompletionSource();
        using var ended = cancellation.Register(() => opened.TrySetCanceled(cancellation));
        way.AfterWay(() => opened.TrySetResult());
        await opened.Task;
        if (address.Query.StartsWith(Quotes, StringComparison.Ordinal))
            Symbols = [.. address.Query[Quotes.Length..].Split('/').Select(name => name.Split('@')[0].ToUpperInvariant())];
        if (way.IsDead || !way.Server.TryOpen(this)) throw new WebSocketException("refused");
    }

    public override async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        while (_frames.Count == 0)
        {
            if (_cut) throw new WebSocketException("cut");
            _waiting = new TaskCompletionSource();
            using var ended = cancellation.Register(() => _waiting.TrySetCanceled(cancellation));
            await _waiting.Task;
        }

        return _frames.Dequeue();
    }

    /// <summary>A frame leaves the exchange.</summary>
    internal void Offer(byte[] frame)
    {
        _coming++;
        way.AfterWay(() =>
        {
            _coming--;
            if (_cut) return;
            if (Symbols.Length == 0) way.Network.Tell?.Invoke($"rest -> gateway: {System.Text.Encoding.UTF8.GetString(frame)}");
            _frames.Enqueue(frame);
            _waiting?.TrySetResult();
        });
    }

    /// <summary>The connection is gone, with all that was on its way.</summary>
    internal void Cut()
    {
        _cut = true;
        _frames.Clear();
        _waiting?.TrySetResult();
    }

    public override void Dispose() => way.Server.Close(this);
}
