using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>Finds scopes by the names that operators and configurations use.</summary>
sealed class ScopeFinder(EngineState state)
{
    /// <summary>The scope of a kind by its key, or -1.</summary>
    internal int Find(ScopeKind kind, in Text24 key)
    {
        if (kind == ScopeKind.Firm) return FixedText.IsEmpty(in key) ? 0 : -1;
        var number = kind switch
        {
            ScopeKind.Session => FindSession(in key),
            ScopeKind.Venue => state.Registry.FindVenue(in key),
            ScopeKind.Instrument => state.Registry.Symbols.Find(in key),
            ScopeKind.Account or ScopeKind.Strategy or ScopeKind.Group => FindShort(kind, in key),
            _ => -1,
        };
        return number < 0 ? -1 : state.Scopes.Of(kind, number);
    }

    /// <summary>Why <see cref="Find"/> found none.</summary>
    internal Rejection Missing(ScopeKind kind, in Text24 key)
        => kind == ScopeKind.Strategy && !FixedText.IsEmpty(in key) && Texts.TryNarrow(in key, out _) && !state.Registry.Strategies.HasRoom(1)
            ? EngineTable.Strategies.Full(state.Registry.Strategies.Capacity) : Rejection.Of(RejectReason.ScopeUnknown).At(kind, key);

    int FindSession(in Text24 key)
    {
        var number = state.Registry.FindSession(in key);
        return number < 0 ? -1 : state.Registry.Sessions[number].Owner;
    }

    int FindShort(ScopeKind kind, in Text24 key)
    {
        if (FixedText.IsEmpty(in key) || !Texts.TryNarrow(in key, out var name)) return -1;
        if (kind == ScopeKind.Account) return state.Registry.AccountNames.Find(in name);
        if (kind == ScopeKind.Group) return state.Registry.GroupNames.Find(in name);
        // A strategy need not have sent an order before it is limited.
        var strategy = state.Registry.Strategies.FindOrAdd(in name);
        if (strategy >= 0) state.Scopes.Use(ScopeKind.Strategy, strategy);
        return strategy;
    }
}
