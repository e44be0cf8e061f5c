using System.Runtime.CompilerServices;
using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>
/// An order as it would be if it were accepted, or a working order as it would be if it were replaced: what the checks look at. Nothing
/// of the state has changed yet. Prices, quantities and money in units of 1e-8.
/// </summary>
struct Candidate
{
    // Who and what, as numbers; -1 where not known.
    internal ushort Session;
    internal int Account;
    internal int Instrument;
    internal int Strategy;
    internal int Group;             // Number + 1 of the group that it is allocated over; 0 for none.
    internal int Position;          // -1 where there is none yet.

    internal OrderScopes Scopes;
    internal RulePlaces RulePlaces;

    /// <summary>Bit r: some scope of the order has a limit of rule r.</summary>
    internal ulong Rules;

    /// <summary>Of them those that the order may break, as far as is known; nothing but these has to be looked at.</summary>
    internal ulong Doubtful;

    /// <summary>Bit p: the scope in place p has a limit.</summary>
    internal uint Limited;

    /// <summary>Some scope is not simply active.</summary>
    internal bool Restricted;

    // What is asked for.
    internal Side Side;
    internal Side Direction;
    internal OrderType Type;
    internal TimeInForce TimeInForce;
    internal OrderFlags Flags;
    internal long Price;
    internal long StopPrice;
    internal long Quantity;
    internal long MinQuantity;
    internal long DisplayQuantity;
    internal long ExpireTime;       // When a good-till-date order ends.
    internal int ExpireDate;
    internal long AskedPrice;       // What was asked for where the price slid; 0 otherwise.
    internal long SendingTime;
    internal RejectReason Fault;
    internal long FaultObserved;

    internal ClientIdKey ClientId;

    internal bool HasClientId;

    // Its fingerprint among the orders of late, as it was asked for, and the place of it, once they were looked at.
    internal ulong ContentKey;
    internal int ContentPlace;

    /// <summary>The way to a venue, once chosen; -1 before and for the own book.</summary>
    internal int Route;

    // Where its account stands.
    internal long Held;
    internal long WorkingBuys;
    internal long WorkingSells;

    // What it would mean.
    internal long Filled;           // Of the replaced order.
    internal long Leaves;
    internal long WorstPrice;       // The furthest a market order may trade: its collar; 0 for none.
    internal long ValuationPrice;
    internal long Notional;         // In the money that limits are in, as all notionals here.
    internal long Opening;          // The part of the leaves that opens or enlarges the position.
    internal long OpeningNotional;
    internal long Claim;

    // What it replaces; zero for a new order.
    internal int Replaced;
    internal long OldWorking;
    internal long OldNotional;
    internal long OldOpeningNotional;
    internal long OldClaim;

    /// <summary>One account's part of an allocated order: the request itself has been checked already.</summary>
    internal bool IsLeg;

    /// <summary>An allocated order as a whole: what concerns single accounts is checked on its legs.</summary>
    internal bool IsBlock;

    /// <summary>The rate of messages was looked at: whatever follows, this request counts.</summary>
    internal bool Counts;

    internal readonly bool IsReplace => Replaced != 0;

    /// <summary>It can only shrink the position.</summary>
    internal readonly bool Reduces => Opening == 0 && !IsBlock;

    /// <summary>Bit p: the scope in place p has a limit of the rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly uint Places(Rule rule) => RulePlaces.Of(rule);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Has(Rule rule) => (Rules >> (int)rule & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Doubts(Rule rule) => (Doubtful >> (int)rule & 1) != 0;
}

/// <summary>What becomes of a failed check.</summary>
interface IVerdict
{
    /// <summary>Hears of the outcome of a check; true when no further one is wanted.</summary>
    bool Ends(in Rejection outcome);
}

/// <summary>The first failure decides.</summary>
struct FirstFailure : IVerdict
{
    internal Rejection Failure;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Ends(in Rejection outcome)
    {
        if (outcome.Reason == RejectReason.None) return false;
        Failure = outcome;
        return true;
    }
}

/// <summary>All failures are listed, as far as there is room.</summary>
struct AllFailures(Rejection[] failures) : IVerdict
{
    internal int Count;

    public bool Ends(in Rejection outcome)
    {
        if (outcome.Reason != RejectReason.None && Count < failures.Length) failures[Count++] = outcome;
        return false;
    }
}
