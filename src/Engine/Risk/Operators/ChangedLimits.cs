using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>Where a limit stands: a rule at one scope, or at all of a kind.</summary>
struct LimitCell : IEquatable<LimitCell>
{
    /// <summary>The place of the limits that hold for all scopes of a kind.</summary>
    internal const int Everyone = -1;

    internal ScopeKind Kind;
    internal int Scope;
    internal Rule Rule;

    public readonly bool Equals(LimitCell other) => Kind == other.Kind && Scope == other.Scope && Rule == other.Rule;

    public override readonly bool Equals(object? obj) => obj is LimitCell other && Equals(other);

    public override readonly int GetHashCode() => Scope * 64 + (int)Rule;
}

/// <summary>
/// Limits that operators have changed: what the configuration says of them, so that the next start with the same configuration does not
/// undo the change, and what comes back when an override ends.
/// </summary>
sealed class ChangedLimits(int capacity)
{
    readonly Change[] _changes = new Change[capacity];
    int _count;

    internal int Count => _count;

    /// <summary>A configuration says this of a limit: true when it is news, false when it said the same before an operator changed the limit.</summary>
    internal bool IsNews(in LimitCell cell, in Limit limit)
    {
        var at = Find(in cell);
        return at < 0 || !limit.IsSameAs(in _changes[at].Configured);
    }

    /// <summary>An operator changes a limit; false when there is no room to remember it.</summary>
    /// <param name="cell">Which.</param>
    /// <param name="present">What is in force there.</param>
    /// <param name="limit">What is to be in force.</param>
    /// <param name="until">End of an override; 0 for good.</param>
    internal bool TryChange(in LimitCell cell, in Limit present, in Limit limit, long until)
    {
        var at = Find(in cell);
        if (at < 0)
        {
            if (_count == _changes.Length) return false;
            at = _count++;
            _changes[at] = new Change { Cell = cell, Configured = present, Lasting = present };
        }

        if (until == 0) _changes[at].Lasting = limit;
        _changes[at].Until = until;
        return true;
    }

    /// <summary>The configuration's word counts again.</summary>
    internal void Forget(in LimitCell cell)
    {
        var at = Find(in cell);
        if (at >= 0) _changes[at] = _changes[--_count];
    }

    /// <summary>Takes an override whose end has come, with what comes back.</summary>
    internal bool TryExpire(long now, out LimitCell cell, out Limit lasting)
    {
        for (var at = 0; at < _count; at++)
        {
            if (_changes[at].Until == 0 || _changes[at].Until > now) continue;
            (cell, lasting) = (_changes[at].Cell, _changes[at].Lasting);
            _changes[at].Until = 0;
            if (lasting.IsSameAs(in _changes[at].Configured)) _changes[at] = _changes[--_count];
            return true;
        }

        (cell, lasting) = (default, default);
        return false;
    }

    /// <summary>End of the override in force there; 0 for none.</summary>
    internal long UntilOf(in LimitCell cell)
    {
        var at = Find(in cell);
        return at < 0 ? 0 : _changes[at].Until;
    }

    /// <summary>An operator has changed it.</summary>
    internal bool Contains(in LimitCell cell) => Find(in cell) >= 0;

    int Find(in LimitCell cell)
    {
        for (var at = 0; at < _count; at++)
            if (_changes[at].Cell.Equals(cell))
                return at;
        return -1;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref _count);
        foreach (ref var change in _changes.AsSpan(0, _count)) change.Walk(ref walker);
    }

    struct Change
    {
        internal LimitCell Cell;
        internal Limit Configured;
        internal Limit Lasting;
        internal long Until;

        internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
        {
            walker.Word(ref Cell.Kind);
            walker.Named(NameKind.Scope, ref Cell.Scope);
            walker.Word(ref Cell.Rule);
            Configured.Walk(ref walker);
            Lasting.Walk(ref walker);
            walker.Number(ref Until);
        }
    }
}
