using System.Collections.Concurrent;
using Gateway.Messages;

namespace Gateway.Venues.Tests.Harness;

/// <summary>The gateway's side of a test: keeps what adapters say, and can have no room for a while.</summary>
sealed class RecordingInbox : IVenueInbox
{
    readonly ConcurrentQueue<Inbound> _messages = new();

    volatile bool _isFull;
    int _refused;

    public bool IsFull
    {
        get => _isFull;
        set => _isFull = value;
    }

    /// <summary>How often there was no room.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public VenueReport[] Reports => [.. _messages.Where(message => message.Kind == InboundKind.VenueReport).Select(message => message.VenueReport)];

    public VenueStateChanged[] States => [.. _messages.Where(message => message.Kind == InboundKind.VenueStateChanged).Select(message => message.VenueStateChanged)];

    public VenueQuote[] Quotes => [.. _messages.Where(message => message.Kind == InboundKind.VenueQuote).Select(message => message.VenueQuote)];

    public bool TryPost(in Inbound message)
    {
        if (IsFull)
        {
            Interlocked.Increment(ref _refused);
            return false;
        }

        _messages.Enqueue(message);
        return true;
    }

    public VenueReport[] Of(long orderId) => [.. Reports.Where(report => report.OrderId == orderId)];

    public VenueReportType[] TypesOf(long orderId) => [.. Of(orderId).Select(report => report.Type)];

    /// <summary>Waits until an order's reports are these, neither more nor less.</summary>
    public async Task ExpectAsync(long orderId, params VenueReportType[] types)
    {
        await Eventually.TrueAsync(
            () => TypesOf(orderId).Length >= types.Length, () => $"order {orderId}: expected [{string.Join(' ', types)}], got [{string.Join(' ', TypesOf(orderId))}]");
        Assert.Equal(types, TypesOf(orderId));
    }
}
