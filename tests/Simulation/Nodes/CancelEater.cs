using Gateway.Messages;
using Gateway.Venues;

namespace Gateway.Simulation.Nodes;

/// <summary>An adapter that is broken on purpose: it says that an order is cancelled without having asked the exchange.</summary>
sealed class CancelEater(IVenueAdapter adapter, IVenueInbox inbox) : IVenueAdapter
{
    public string Name => adapter.Name;

    public ushort Venue => adapter.Venue;

    public VenueState State => adapter.State;

    public Task StartAsync(CancellationToken cancellation) => adapter.StartAsync(cancellation);

    public Task StopAsync(CancellationToken cancellation) => adapter.StopAsync(cancellation);

    public void Submit(in Outbound venueOrder)
    {
        ref readonly var order = ref venueOrder.VenueOrder;
        if (order.Action != VenueAction.Cancel)
        {
            adapter.Submit(in venueOrder);
            return;
        }

        var message = new Inbound { Kind = InboundKind.VenueReport, Venue = Venue };
        (message.VenueReport.OrderId, message.VenueReport.Revision, message.VenueReport.Type) = (order.OrderId, order.Revision, VenueReportType.Canceled);
        inbox.TryPost(in message);
    }

    public ValueTask DisposeAsync() => adapter.DisposeAsync();
}
