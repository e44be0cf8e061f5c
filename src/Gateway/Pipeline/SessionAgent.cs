using Gateway.Fix.Transport;
using Gateway.RingPipeline;
using Gateway.Strategies;

namespace Gateway.Pipeline;

/// <summary>Reads the strategies' sockets and lets their sessions speak: the first agent of the duty cycle.</summary>
sealed class SessionAgent(FixTransport transport, StrategyApplication application, GatewayClock clock) : IAgent
{
    /// <inheritdoc/>
    public string Name => "sessions";

    /// <inheritdoc/>
    public int DoWork()
    {
        var now = GatewayClock.MonotonicNanos;
        application.Received = now;
        var drained = application.Drain();
        return transport.DoWork(clock.ToUtc(now)) + (drained ? 0 : 1);
    }
}

/// <summary>Writes what the turn has left in the sessions' buffers: one send for all answers to one read.</summary>
sealed class FlushAgent(FixTransport transport, GatewayClock clock) : IAgent
{
    /// <inheritdoc/>
    public string Name => "flush";

    /// <inheritdoc/>
    public int DoWork() => transport.Flush(clock.UtcNanos);
}

/// <summary>Lets the thread that owns the sockets sleep in their poller.</summary>
sealed class SocketWaiter(FixTransport transport) : IWaiter
{
    /// <inheritdoc/>
    public void Wait(int millisMax) => transport.Wait(millisMax);

    /// <inheritdoc/>
    public void Wake() => transport.Wake();
}
