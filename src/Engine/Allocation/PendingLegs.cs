using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Allocation;

/// <summary>The legs that stand directly before their order. Any other message, or another session's, empties them.</summary>
sealed class PendingLegs(int capacity)
{
    readonly Member[] _legs = new Member[capacity];

    internal ushort Session { get; private set; }

    /// <summary>Legs that came, those beyond the capacity included.</summary>
    internal int Count { get; private set; }

    internal int Capacity => _legs.Length;

    internal Span<Member> All => _legs.AsSpan(0, Math.Min(Count, _legs.Length));

    internal void Add(ushort session, ref readonly AllocationLeg leg, int account)
    {
        if (session != Session) Clear();
        Session = session;
        if (Count < _legs.Length)
            _legs[Count] = new Member { Account = account, Name = leg.Account, Weight = leg.Weight, Quantity = leg.Quantity.Raw };
        Count++;
    }

    internal void Clear()
    {
        Count = 0;
        Session = 0;
    }

    internal void AddTo(ref HashBuilder hash)
    {
        hash.Add(Session);
        hash.Add(Count);
        foreach (ref var leg in All) leg.AddTo(ref hash);
    }
}
