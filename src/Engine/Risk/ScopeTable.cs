using System.Runtime.CompilerServices;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk.Operators;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>
/// Every scope that a limit, a state or a counter can belong to, in one dense table: the firm, then sessions, accounts, strategies,
/// instruments, venues and groups by their numbers. A look-up is one addition, whatever the number of scopes.
/// </summary>
sealed class ScopeTable
{
    const long NanosPerDay = 86_400_000_000_000;

    readonly int[] _first = new int[(int)ScopeKind.Group + 2];
    readonly Limit[] _limits;
    readonly Terms[] _terms;
    readonly Caps[] _caps;
    readonly Limit[] _defaults = new Limit[((int)ScopeKind.Group + 1) * (int)Rule.Count];
    readonly ulong[] _defaultMasks = new ulong[(int)ScopeKind.Group + 1];
    readonly bool[] _used;

    internal ScopeTable(EngineLimits limits)
    {
        int[] sizes = [0, 1, limits.SessionsMax + 1, limits.AccountsMax, limits.StrategiesMax, limits.InstrumentsMax, limits.VenuesMax + 1, limits.GroupsMax];
        for (var kind = 0; kind < sizes.Length; kind++) _first[kind + 1] = _first[kind] + sizes[kind];
        Count = _first[^1];
        _limits = new Limit[Count * (int)Rule.Count];
        _terms = new Terms[_limits.Length];
        _caps = new Caps[Count];
        _used = new bool[Count];
        States = new ScopeState[Count];
        Usages = new Usage[Count];
        Schedules = new ScopeSchedule[Count];
        Activities = new Activity[Count];
        Holds = new ScopeHold[Count];
        _used[0] = true;
    }

    internal int Count { get; }

    internal ScopeState[] States { get; }

    internal Usage[] Usages { get; }

    internal ScopeSchedule[] Schedules { get; }

    internal Activity[] Activities { get; }

    /// <summary>The earliest reset of any scope; follows from the schedules.</summary>
    internal long NextReset { get; private set; } = long.MaxValue;

    internal ScopeHold[] Holds { get; }

    internal bool IsUsed(int scope) => _used[scope];

    /// <summary>The scope of a kind with a number of that kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Of(ScopeKind kind, int number) => _first[(int)kind] + number;

    internal ScopeKind KindOf(int scope)
    {
        var kind = ScopeKind.Firm;
        while (scope >= _first[(int)kind + 1]) kind++;
        return kind;
    }

    internal int NumberOf(int scope) => scope - _first[(int)KindOf(scope)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly Limit LimitOf(int scope, Rule rule) => ref _limits[scope * (int)Rule.Count + (int)rule];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly Terms TermsOf(int scope, Rule rule) => ref _terms[scope * (int)Rule.Count + (int)rule];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly Caps CapsOf(int scope) => ref _caps[scope];

    internal ref readonly Limit DefaultOf(ScopeKind kind, Rule rule) => ref _defaults[(int)kind * (int)Rule.Count + (int)rule];

    internal ulong DefaultMask(ScopeKind kind) => _defaultMasks[(int)kind];

    /// <summary>A scope comes into being and takes over the limits that hold for all of its kind.</summary>
    internal void Use(ScopeKind kind, int number)
    {
        var scope = Of(kind, number);
        if (_used[scope]) return;
        _used[scope] = true;
        for (var rule = (Rule)0; rule < Rule.Count; rule++)
            if (!LimitOf(scope, rule).Own)
                Put(scope, rule, DefaultOf(kind, rule));
        FindCaps(scope);
    }

    /// <summary>What is in force at a place, its own or inherited.</summary>
    internal Limit Of(in LimitCell cell)
        => cell.Scope == LimitCell.Everyone ? DefaultOf(cell.Kind, cell.Rule) : LimitOf(cell.Scope, cell.Rule);

    /// <summary>Sets the limit of a place; one that is not the scope's own gives way to what holds for all of the kind.</summary>
    internal void Set(in LimitCell cell, Limit limit)
    {
        if (cell.Scope == LimitCell.Everyone) SetDefault(cell.Kind, cell.Rule, limit);
        else if (limit.Own) Set(cell.Scope, cell.Rule, limit);
        else Change(cell.Scope, cell.Rule, DefaultOf(cell.Kind, cell.Rule));
    }

    /// <summary>Sets a limit of one scope.</summary>
    internal void Set(int scope, Rule rule, Limit limit)
    {
        limit.Own = true;
        Change(scope, rule, limit);
    }

    /// <summary>Sets a limit for all scopes of a kind, present and to come, that have none of their own.</summary>
    internal void SetDefault(ScopeKind kind, Rule rule, Limit limit)
    {
        limit.Own = false;
        _defaults[(int)kind * (int)Rule.Count + (int)rule] = limit;
        Mark(ref _defaultMasks[(int)kind], rule, limit.Enabled);
        for (var scope = _first[(int)kind]; scope < _first[(int)kind + 1]; scope++)
            if (_used[scope] && !LimitOf(scope, rule).Own)
                Change(scope, rule, limit);
    }

    void Change(int scope, Rule rule, in Limit limit)
    {
        Put(scope, rule, limit);
        FindCaps(scope);
    }

    void Put(int scope, Rule rule, in Limit limit)
    {
        _limits[scope * (int)Rule.Count + (int)rule] = limit;
        _terms[scope * (int)Rule.Count + (int)rule] = Rules.Compile(rule, in limit);
        Mark(ref States[scope].Enabled, rule, limit.Enabled);
    }

    void FindCaps(int scope) => _caps[scope] = Caps.Of(States[scope].Enabled, _terms.AsSpan(scope * (int)Rule.Count, (int)Rule.Count));

    static void Mark(ref ulong mask, Rule rule, bool enabled)
        => mask = enabled ? mask | 1UL << (int)rule : mask & ~(1UL << (int)rule);

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        foreach (ref var limit in _defaults.AsSpan()) limit.Walk(ref walker);
        foreach (ref var mask in _defaultMasks.AsSpan()) walker.Bits(ref mask);
        walker.BeginSet();
        for (var scope = 0; scope < Count; scope++)
        {
            if (TWalker.Hashes && !_used[scope]) continue;
            walker.BeginItem();
            WalkScope(scope, ref walker);
            walker.EndItem();
        }

        walker.EndSet();
        if (TWalker.Loads) FindNextReset();
    }

    void WalkScope<TWalker>(int scope, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Flag(ref _used[scope]);
        if (!_used[scope]) return;
        walker.Named(NameKind.Scope, ref scope);
        States[scope].Walk(ref walker);
        Usages[scope].Walk(ref walker);
        Schedules[scope].Walk(ref walker);
        Activities[scope].Walk(ref walker);
        Holds[scope].Walk(ref walker);
        foreach (ref var limit in _limits.AsSpan(scope * (int)Rule.Count, (int)Rule.Count)) limit.Walk(ref walker);
        for (var rule = (Rule)0; TWalker.Loads && rule < Rule.Count; rule++) _terms[scope * (int)Rule.Count + (int)rule] = Rules.Compile(rule, in LimitOf(scope, rule));
        if (TWalker.Loads) FindCaps(scope);
    }

    /// <summary>A day ends at 00:00 UTC for every scope that neither it nor the firm has told another instant of.</summary>
    internal void StartDay()
    {
        if (Schedules[0].ResetAt != 0) return;
        for (var scope = 0; scope < Count; scope++)
            if (Schedules[scope].ResetAt == 0)
                StartDay(scope);
    }

    void StartDay(int scope)
    {
        Usages[scope].StartDay();
        Activities[scope].StartDay();
    }

    /// <summary>The trading session of a scope: its own, else the firm's.</summary>
    internal ref readonly ScopeSchedule SessionOf(int scope) => ref Schedules[Schedules[scope].HasSession ? scope : 0];

    /// <summary>Starts the day of every scope whose reset has come.</summary>
    internal void Reset(long now)
    {
        var firm = Schedules[0].ResetAt != 0 && Schedules[0].ResetAt <= now;
        for (var scope = 0; scope < Count; scope++)
        {
            ref var resetAt = ref Schedules[scope].ResetAt;
            if (resetAt == 0 ? !firm : resetAt > now) continue;
            StartDay(scope);
            if (resetAt != 0) resetAt += ((now - resetAt) / NanosPerDay + 1) * NanosPerDay;
        }

        FindNextReset();
    }

    internal void FindNextReset()
    {
        NextReset = long.MaxValue;
        foreach (ref readonly var schedule in Schedules.AsSpan())
            if (schedule.ResetAt != 0 && schedule.ResetAt < NextReset)
                NextReset = schedule.ResetAt;
    }

    /// <summary>Name of a scope, as limits and refusals use it; empty for the firm.</summary>
    internal Text24 KeyOf(int scope, Registry registry)
    {
        var number = NumberOf(scope);
        return KindOf(scope) switch
        {
            ScopeKind.Session => Texts.Narrow(in registry.Sessions[number].CompId),
            ScopeKind.Account => Texts.Widen(in registry.AccountNames[number]),
            ScopeKind.Strategy => Texts.Widen(in registry.Strategies[number]),
            ScopeKind.Instrument => registry.Symbols[number],
            ScopeKind.Venue => Texts.Widen(in registry.Venues[number].Name),
            ScopeKind.Group => Texts.Widen(in registry.GroupNames[number]),
            _ => default,
        };
    }
}
