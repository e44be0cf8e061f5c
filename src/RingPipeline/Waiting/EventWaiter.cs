namespace Gateway.RingPipeline;

/// <summary>A waiter on an operating system event, for threads that sleep on nothing but their rings.</summary>
public sealed class EventWaiter : IWaiter, IDisposable
{
    readonly AutoResetEvent _event = new(false);

    /// <inheritdoc/>
    public void Wait(int millisMax) => _event.WaitOne(millisMax);

    /// <inheritdoc/>
    public void Wake() => _event.Set();

    /// <summary>Frees the event; nobody may wait or wake any more.</summary>
    public void Dispose() => _event.Dispose();
}
