using Gateway.Engine.Positions;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>
/// Sessions, accounts, groups, exchanges, balances and rates as configuration traffic defines them. To say the same twice changes nothing; what
/// may not change while orders depend on it, and what a table has no room for, is refused and told.
/// </summary>
sealed class Configurator(EngineState state, RateDesk rates, ConfigurationRefusals refusals)
{
    /// <summary>Positions are worth the new rate at once; an open order keeps the one at which it was accepted.</summary>
    internal void On<TOutbox>(ref readonly CurrencyRate rate, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var valid = !FixedText.IsEmpty(in rate.Currency) && rate.Rate.Raw > 0;
        var currency = valid ? state.Registry.Assets.FindOrAdd(in rate.Currency) : -1;
        if (!valid) refusals.Tell(Rejection.Of(RejectReason.FieldInvalid).At(ScopeKind.Firm, default), ref outbox);
        else if (currency < 0) refusals.Tell(EngineTable.Assets.Full(state.Registry.Assets.Capacity), ref outbox);
        else if (state.Registry.Rates[currency] != rate.Rate.Raw) rates.SetRate(currency, rate.Rate.Raw);
    }

    internal void On<TOutbox>(ref readonly SessionDefined defined, ushort number, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (number >= state.Registry.Sessions.Length || number == 0)
        {
            refusals.Tell(EngineTable.Sessions.Full(state.Limits.SessionsMax), ref outbox);
            return;
        }

        ref var session = ref state.Registry.Sessions[number];
        if (!session.Defined) session.Owner = state.Registry.OwnerOf(number, in defined.CompId);
        session.CompId = defined.CompId;
        session.DefaultAccount = defined.DefaultAccount;
        session.DropCopy = defined.DropCopy;
        session.CancelOnDisconnect = defined.CancelOnDisconnect;
        session.Defined = true;
        state.Scopes.Use(ScopeKind.Session, session.Owner);
    }

    internal void On<TOutbox>(ref readonly AccountDefined defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var refusal = Check(in defined);
        if (refusal.IsRejected)
        {
            refusals.Tell(in refusal, ref outbox);
            return;
        }

        var number = state.Registry.AccountNames.FindOrAdd(in defined.Account);
        ref var account = ref state.Registry.Accounts[number];
        account.Currency = defined.Currency;
        account.MakerFeeMicros = defined.MakerFeeMicros;
        account.TakerFeeMicros = defined.TakerFeeMicros;
        account.InitialMarginPercent = defined.InitialMarginPercent;
        account.ShortAllowed = defined.ShortAllowed;
        account.SelfTradePrevention = defined.SelfTradePrevention;
        account.SelfTradeGroup = defined.SelfTradeGroup;
        account.Owner = OwnerOf(number, in defined.SelfTradeGroup);
        state.Scopes.Use(ScopeKind.Account, number);
    }

    Rejection Check(ref readonly AccountDefined defined)
    {
        var (names, groups) = (state.Registry.AccountNames, state.Registry.SelfTradeGroups);
        if (FixedText.IsEmpty(in defined.Account) || defined.InitialMarginPercent < 0)
            return Rejection.Of(RejectReason.FieldInvalid).At(ScopeKind.Account, Texts.Widen(in defined.Account));
        if (ChangesOwner(in defined)) return Rejection.Of(RejectReason.ReplaceChangesIdentity).At(ScopeKind.Account, Texts.Widen(in defined.Account));
        if (names.Find(in defined.Account) < 0 && !names.HasRoom(1)) return EngineTable.Accounts.Full(names.Capacity);
        var isNewGroup = !FixedText.IsEmpty(in defined.SelfTradeGroup) && groups.Find(in defined.SelfTradeGroup) < 0;
        return isNewGroup && !groups.HasRoom(1) ? EngineTable.SelfTradeGroups.Full(groups.Capacity) : default;
    }

    // Resting orders carry their owner.
    bool ChangesOwner(ref readonly AccountDefined defined)
    {
        var number = state.Registry.AccountNames.Find(in defined.Account);
        return number >= 0 && state.Registry.Accounts[number].SelfTradeGroup != defined.SelfTradeGroup
               && state.Scopes.Usages[state.Scopes.Of(ScopeKind.Account, number)].OpenOrders > 0;
    }

    // Groups stand behind all accounts.
    int OwnerOf(int number, in Text16 group)
        => FixedText.IsEmpty(in group) ? number : state.Registry.Accounts.Length + state.Registry.SelfTradeGroups.FindOrAdd(in group);

    internal void On<TOutbox>(ref readonly GroupDefined defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var refusal = Check(in defined);
        if (refusal.IsRejected)
        {
            refusals.Tell(in refusal, ref outbox);
            return;
        }

        var number = state.Registry.GroupNames.FindOrAdd(in defined.Group);
        state.Registry.Groups[number] = new Group { Policy = defined.Policy, Announced = defined.Members };
        state.Scopes.Use(ScopeKind.Group, number);
    }

    Rejection Check(ref readonly GroupDefined defined)
    {
        var names = state.Registry.GroupNames;
        if (FixedText.IsEmpty(in defined.Group) || state.Registry.AccountNames.Find(in defined.Group) >= 0)
            return Rejection.Of(RejectReason.FieldInvalid).At(ScopeKind.Group, Texts.Widen(in defined.Group));
        if (defined.Members > state.Registry.LegsMax) return EngineTable.GroupMembers.Full(state.Registry.LegsMax);
        return names.Find(in defined.Group) < 0 && !names.HasRoom(1) ? EngineTable.Groups.Full(names.Capacity) : default;
    }

    internal void On<TOutbox>(ref readonly GroupMember defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var number = state.Registry.GroupNames.Find(in defined.Group);
        if (number < 0 || state.Registry.Groups[number].Members >= state.Registry.Groups[number].Announced)
        {
            refusals.Tell(Rejection.Of(RejectReason.AllocationAccount).At(ScopeKind.Group, Texts.Widen(in defined.Group)), ref outbox);
            return;
        }

        state.Registry.Groups[number].Members++;
        state.Registry.MembersOf(number)[^1] = new Member
        {
            Account = state.Registry.AccountNames.Find(in defined.Account), Name = defined.Account, Weight = defined.Weight,
        };
    }

    internal void On<TOutbox>(ref readonly VenueDefined defined, ushort number, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (number == 0 || number >= state.Registry.Venues.Length)
        {
            refusals.Tell(EngineTable.Venues.Full(state.Limits.VenuesMax), ref outbox);
            return;
        }

        state.Registry.Venues[number].Name = defined.Name;
        state.Registry.Venues[number].Defined = true;
        state.Scopes.Use(ScopeKind.Venue, number);
    }

    internal void On<TOutbox>(ref readonly BalanceSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var account = state.Registry.AccountNames.Find(in set.Account);
        var asset = account < 0 || FixedText.IsEmpty(in set.Asset) ? -1 : state.Registry.Assets.FindOrAdd(in set.Asset);
        if (account < 0) refusals.Tell(Rejection.Of(RejectReason.UnknownAccount).At(ScopeKind.Account, Texts.Widen(in set.Account)), ref outbox);
        else if (asset < 0) refusals.Tell(EngineTable.Assets.Full(state.Registry.Assets.Capacity), ref outbox);
        else state.Balances.Of(account, asset).Total = set.Amount.Raw;
    }
}
