using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Allocation;

/// <summary>Who gets how much of an allocated order: the members and their targets, fixed at order entry.</summary>
sealed class Targets(EngineState state)
{
    readonly long[] _weights = new long[state.Limits.LegsMax];
    readonly long[] _lots = new long[state.Limits.LegsMax];

    /// <summary>Target of a leg in lots, from the last <see cref="Fix"/>.</summary>
    internal long LotsOf(int leg) => _lots[leg];

    /// <summary>Computes all targets; refuses what cannot be shared exactly (R110).</summary>
    internal Rejection Fix(ReadOnlySpan<Member> members, AllocationPolicy policy, int instrument, long quantity)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        foreach (ref readonly var member in members)
            if (member.Account < 0 || member.Weight < 0 || member.Quantity < 0)
                return Rejection.Of(RejectReason.AllocationAccount).At(ScopeKind.Account, Texts.Widen(in member.Name));
        if (members.Length == 0) return Rejection.Of(RejectReason.AllocationAccount);
        if (HasTwice(members, out var twice)) return Rejection.Of(RejectReason.AllocationAccount).At(ScopeKind.Account, Texts.Widen(in twice));
        if (policy == AllocationPolicy.Fixed) return Given(members, in traded, quantity);
        for (var i = 0; i < members.Length; i++) _weights[i] = WeightOf(in members[i], policy, traded.Cash);
        return Shares.Split(quantity / traded.LotSize, _weights.AsSpan(0, members.Length), _lots)
            ? default : Rejection.Of(RejectReason.AllocationSum, quantity, 0);
    }

    /// <summary>Shares a new quantity in the proportion of the old ones.</summary>
    internal bool Reshare(ReadOnlySpan<long> oldQuantities, long lots) => Shares.Split(lots, oldQuantities, _lots);

    Rejection Given(ReadOnlySpan<Member> members, ref readonly Instrument traded, long quantity)
    {
        Int128 sum = 0;
        for (var i = 0; i < members.Length; i++)
        {
            var part = members[i].Quantity != 0 ? members[i].Quantity : (Int128)members[i].Weight * traded.LotSize;
            if (part % traded.LotSize != 0)
                return Rejection.Of(RejectReason.AllocationUnallocatable, traded.LotSize, FixedMath.Clamp(part))
                    .At(ScopeKind.Account, Texts.Widen(in members[i].Name));
            _lots[i] = FixedMath.Clamp(part / traded.LotSize);
            sum += part;
        }

        return sum == quantity ? default : Rejection.Of(RejectReason.AllocationSum, quantity, FixedMath.Clamp(sum));
    }

    long WeightOf(ref readonly Member member, AllocationPolicy policy, int asset) => policy switch
    {
        AllocationPolicy.Weighted => member.Weight,
        AllocationPolicy.ProportionalToBalance => Math.Max(0, state.Balances.Of(member.Account, asset).Free),
        _ => 1,
    };

    static bool HasTwice(ReadOnlySpan<Member> members, out Text16 name)
    {
        name = default;
        for (var i = 1; i < members.Length; i++)
        {
            name = members[i].Name;
            for (var j = 0; j < i; j++)
                if (members[j].Account == members[i].Account)
                    return true;
        }

        return false;
    }
}
