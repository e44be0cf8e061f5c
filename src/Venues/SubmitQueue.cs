using System.Numerics;
using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>Requests on their way from the egress thread (one producer) to the adapter's thread (one consumer); bounded, no lock.</summary>
sealed class SubmitQueue
{
    readonly VenueOrder[] _slots;
    long _added;
    long _taken;

    /// <param name="capacity">Rounded up to a power of two.</param>
    public SubmitQueue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _slots = new VenueOrder[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    public bool IsEmpty => Volatile.Read(ref _added) == Volatile.Read(ref _taken);

    public bool TryAdd(in VenueOrder order)
    {
        if (_added - Volatile.Read(ref _taken) == _slots.Length) return false;
        _slots[_added & (_slots.Length - 1)] = order;
        Volatile.Write(ref _added, _added + 1);
        return true;
    }

    public bool TryTake(out VenueOrder order)
    {
        order = default;
        if (Volatile.Read(ref _added) == _taken) return false;
        order = _slots[_taken & (_slots.Length - 1)];
        Volatile.Write(ref _taken, _taken + 1);
        return true;
    }
}
