using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>
/// One exchange as the gateway sees it: requests go in as <see cref="VenueOrder"/>, everything the exchange says comes back
/// through the <see cref="IVenueInbox"/> as <see cref="VenueReport"/>, <see cref="VenueStateChanged"/> and <see cref="VenueQuote"/>.
/// </summary>
public interface IVenueAdapter : IAsyncDisposable
{
    /// <summary>Name, as in the configuration and in <see cref="VenueDefined.Name"/>.</summary>
    string Name { get; }

    /// <summary>Number, as in the header of inbound and outbound messages.</summary>
    ushort Venue { get; }

    /// <summary>Whether the exchange can be traded at; readable from any thread.</summary>
    VenueState State { get; }

    /// <summary>
    /// Starts the adapter's thread and connects. Returns when the first attempt has ended, well or not: a failed one leaves the
    /// state down with its cause, and the adapter goes on trying.
    /// </summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Disconnects and stops the thread; orders stay at the exchange.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes a request. Called on one thread, the egress: never blocks, never does I/O, never allocates. When the adapter's queue
    /// is full the request is refused by a report instead.
    /// </summary>
    /// <param name="venueOrder">An outbound message with a <see cref="VenueOrder"/>.</param>
    void Submit(in Outbound venueOrder);
}
