using Gateway.Messages;

namespace Gateway.Venues.Fix;

/// <summary>Which request went out under which MsgSeqNum, for the last ones: a session-level reject names nothing else.</summary>
sealed class SentLog
{
    const int Capacity = 8192;
    readonly (long MsgSeqNum, VenueAction Action, long OrderId, int Revision)[] _entries = new (long, VenueAction, long, int)[Capacity];

    public void Add(long msgSeqNum, VenueAction action, long orderId, int revision)
        => _entries[msgSeqNum % Capacity] = (msgSeqNum, action, orderId, revision);

    public bool TryFind(long msgSeqNum, out VenueAction action, out long orderId, out int revision)
    {
        (var number, action, orderId, revision) = _entries[(ulong)msgSeqNum % Capacity];
        return msgSeqNum > 0 && number == msgSeqNum;
    }
}
