using System.Runtime.CompilerServices;
using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>
/// The scopes that an order belongs to, widest first: firm, session, account, strategy, instrument, group; -1 where it has none. An order's
/// venue is chosen after the checks and has checks of its own.
/// </summary>
[InlineArray(Count)]
struct OrderScopes
{
    internal const int Count = 6;
    internal const int SessionPlace = 1;
    internal const int AccountPlace = 2;
    internal const int StrategyPlace = 3;
    internal const int InstrumentPlace = 4;
    internal const int GroupPlace = 5;

    int _scope;

    internal OrderScopes(EngineState state, ref readonly Order order)
        : this(state, order.Session, order.Account, order.Strategy, order.Instrument, order.Group)
    {
    }

    internal OrderScopes(EngineState state, int session, int account, int strategy, int instrument, int group)
        => Set(state, session, account, strategy, instrument, group);

    /// <summary>In place: a copy, made of wider words than were just written, would wait for them to reach the cache.</summary>
    internal void Set(EngineState state, int session, int account, int strategy, int instrument, int group)
    {
        var scopes = state.Scopes;
        this[0] = 0;
        this[SessionPlace] = scopes.Of(ScopeKind.Session, state.Registry.Sessions[session].Owner);
        this[AccountPlace] = account < 0 ? -1 : scopes.Of(ScopeKind.Account, account);
        this[StrategyPlace] = strategy < 0 ? -1 : scopes.Of(ScopeKind.Strategy, strategy);
        this[InstrumentPlace] = scopes.Of(ScopeKind.Instrument, instrument);
        this[GroupPlace] = group == 0 ? -1 : scopes.Of(ScopeKind.Group, group - 1);
    }
}
