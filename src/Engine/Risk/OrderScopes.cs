using System.Runtime.CompilerServices;
using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>The scopes that an order belongs to, widest first: firm, session, account, strategy, instrument; -1 where it has none.</summary>
[InlineArray(Count)]
struct OrderScopes
{
    internal const int Count = 5;
    internal const int AccountPlace = 2;
    internal const int InstrumentPlace = 4;

    int _scope;

    internal OrderScopes(ScopeTable scopes, ref readonly Order order)
        : this(scopes, order.Session, order.Account, order.Strategy, order.Instrument)
    {
    }

    internal OrderScopes(ScopeTable scopes, int session, int account, int strategy, int instrument)
    {
        this[0] = 0;
        this[1] = scopes.Of(ScopeKind.Session, session);
        this[2] = account < 0 ? -1 : scopes.Of(ScopeKind.Account, account);
        this[3] = strategy < 0 ? -1 : scopes.Of(ScopeKind.Strategy, strategy);
        this[4] = scopes.Of(ScopeKind.Instrument, instrument);
    }
}
