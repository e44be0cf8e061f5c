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
        var now = clock.MonotonicNanos;
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

/// <summary>
/// The idle strategy of the one duty cycle: each turn ends in exactly one look at the sockets, which waits when there is nothing else
/// to do. A request then costs one wait, one read and one write; spinning beside it would only take the core from the peer.
/// </summary>
/// <param name="transport">Waits in its poller.</param>
/// <param name="hasWork">Whether something is left in the rings that a turn could do.</param>
sealed class SocketIdleStrategy(FixTransport transport, Func<bool> hasWork) : IIdleStrategy
{
    // Sessions' timers need a turn about as often.
    const int MillisMax = 10;

    /// <summary>What producers of the rings look at.</summary>
    internal Sleeper Sleeper { get; } = new(new SocketWakeup(transport));

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        // Announce, then look: a message published after the look finds the announcement and wakes the poller.
        Sleeper.Announce();
        transport.Wait(hasWork() ? 0 : MillisMax);
        Sleeper.Cancel();
    }

    /// <inheritdoc/>
    public void Wake() => transport.Wake();

    sealed class SocketWakeup(FixTransport transport) : IWakeup
    {
        public void Wake() => transport.Wake();
    }
}
