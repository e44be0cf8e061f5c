using System.Collections.Concurrent;
using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>
/// The adapter's front door: the egress puts requests in, the adapter's thread takes them out. When the queue is full only who
/// asked is remembered (24 bytes; an order has one request under way at a time, so the engine's order table bounds them), and
/// the adapter's thread answers "queue full".
/// </summary>
sealed class SubmitGate(int capacity)
{
    readonly SubmitQueue _queue = new(capacity);
    readonly ConcurrentQueue<(VenueAction Action, long OrderId, int Revision)> _refused = new();

    public void Submit(in VenueOrder order)
    {
        if (!_queue.TryAdd(in order)) _refused.Enqueue((order.Action, order.OrderId, order.Revision));
    }

    /// <summary>Answers the refused; returns how many.</summary>
    public int AnswerRefused(VenueReporter reporter)
    {
        var answered = 0;
        for (; _refused.TryDequeue(out var request); answered++)
            reporter.Deny(request.Action, request.OrderId, request.Revision, "queue full");
        return answered;
    }

    public bool TryTake(out VenueOrder order) => _queue.TryTake(out order);
}
