using Gateway.Venues.Rest;

namespace Gateway.Simulation.Machine.Rest;

/// <summary>The way of one process of the gateway to an exchange: when the process ends, nothing of it sends or hears any more.</summary>
sealed class SimulatedRestNetwork(SimulatedRestServer server, SimulatedNetwork network) : RestNetwork
{
    internal SimulatedNetwork Network => network;

    internal SimulatedRestServer Server => server;

    /// <summary>The process is gone.</summary>
    internal bool IsDead { get; private set; }

    internal override HttpMessageHandler CreateHandler() => new SimulatedHttp(this);

    internal override VenueStream CreateStream(TimeSpan keepAlive) => new SimulatedStream(this);

    internal void Die()
    {
        IsDead = true;
        server.CutStreams();
    }

    /// <summary>Does something once the bytes have come over.</summary>
    internal void AfterWay(Action act)
    {
        // Held by the time itself until it is due.
        network.Time.CreateTimer(_ => act(), null, TimeSpan.FromTicks(1 + network.Delay() / 100), Timeout.InfiniteTimeSpan);
    }
}
