using Gateway.Engine.Reference;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Allocation;

/// <summary>The legs that stand directly before their order. Any other message, or another session's, empties them.</summary>
sealed class PendingLegs(int capacity)
{
    readonly Member[] _legs = new Member[capacity];
    ushort _session;
    int _count;
    Text64 _allocId;

    internal ushort Session => _session;

    /// <summary>The client's id of the allocation, as its last leg has it.</summary>
    internal ref readonly Text64 AllocId => ref _allocId;

    /// <summary>Legs that came, those beyond the capacity included.</summary>
    internal int Count => _count;

    internal int Capacity => _legs.Length;

    internal Span<Member> All => _legs.AsSpan(0, Math.Min(Count, _legs.Length));

    internal void Add(ushort session, ref readonly AllocationLeg leg, int account)
    {
        if (session != Session) Clear();
        _session = session;
        _allocId = leg.AllocId;
        if (_count < _legs.Length)
            _legs[_count] = new Member { Account = account, Name = leg.Account, Weight = leg.Weight, Quantity = leg.Quantity.Raw };
        _count++;
    }

    internal void Clear()
    {
        _count = 0;
        _session = 0;
        _allocId = default;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref _session);
        walker.Number(ref _count);
        walker.Text(ref _allocId);
        foreach (ref var leg in All) leg.Walk(ref walker);
    }
}
