using Gateway.Engine.State;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>Enforcements that are not at their end yet: they go on after a restart where they were.</summary>
sealed class EnforcementTable(int capacity)
{
    readonly Enforcement[] _items = new Enforcement[capacity];
    int _count;

    internal int Count => _count;

    internal bool IsFull => _count == _items.Length;

    internal ref Enforcement this[int at] => ref _items[at];

    /// <summary>The place of one for the same positions, or -1.</summary>
    internal int Find(int scope, int position)
    {
        for (var at = 0; at < _count; at++)
            if (_items[at].Scope == scope && _items[at].Position == position)
                return at;
        return -1;
    }

    internal int Add(in Enforcement item)
    {
        _items[_count] = item;
        return _count++;
    }

    /// <summary>Takes one out; the last takes its place.</summary>
    internal void Remove(int at) => _items[at] = _items[--_count];

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref _count);
        foreach (ref var item in _items.AsSpan(0, _count)) item.Walk(ref walker);
    }
}
