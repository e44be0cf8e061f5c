using System.Net.WebSockets;

namespace Gateway.Venues.Tests.Harness;

/// <summary>A connection on which nobody says anything until it is told to end.</summary>
sealed class IdleSocket : WebSocket
{
    readonly TaskCompletionSource<WebSocketReceiveResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called, once it is read, when the reader is told to stop.</summary>
    public Action Stopped { get; set; } = () => { };

    /// <summary>Somebody reads.</summary>
    public Task Reading => _reading.Task;

    /// <summary>The other side closes.</summary>
    public void End() => _end.TrySetResult(new WebSocketReceiveResult(0, WebSocketMessageType.Close, true));

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var stop = cancellationToken.Register(() => Stopped());
        _reading.TrySetResult();
        try
        {
            return await _end.Task;
        }
        finally
        {
            stop.Unregister(); // Not disposed: that would hold a thread of the pool for as long as Stopped runs.
        }
    }

    public override WebSocketState State => WebSocketState.Open;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override string? SubProtocol => null;

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Abort() => End();

    public override void Dispose() => End();
}
