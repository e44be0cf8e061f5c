using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>An account; its name is in the table of names.</summary>
struct Account
{
    internal Text16 Currency;
    internal int MakerFeeMicros;
    internal int TakerFeeMicros;
    internal int InitialMarginPercent;
    internal bool ShortAllowed;
    internal SelfTradePrevention SelfTradePrevention;
    internal Text16 SelfTradeGroup;
    internal int Owner;         // The same for all accounts that may not trade with one another.

    // Quantities over all instruments (1e-8 units): signed positions, their worst case with all working orders, working orders.
    internal Int128 WorstContracts;
    internal Int128 NetContracts;
    internal Int128 GrossContracts;
    internal Int128 WorkingBuys;
    internal Int128 WorkingSells;

    /// <summary>The dearest fee a fill of this account can cost, in millionths.</summary>
    internal readonly int FeeMicrosMax => Math.Max(0, Math.Max(MakerFeeMicros, TakerFeeMicros));

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Text(ref Currency);
        walker.Number(ref MakerFeeMicros);
        walker.Number(ref TakerFeeMicros);
        walker.Number(ref InitialMarginPercent);
        walker.Flag(ref ShortAllowed);
        walker.Word(ref SelfTradePrevention);
        walker.Text(ref SelfTradeGroup);
        walker.Place(ref Owner);
        walker.Big(ref WorstContracts);
        walker.Big(ref NetContracts);
        walker.Big(ref GrossContracts);
        walker.Big(ref WorkingBuys);
        walker.Big(ref WorkingSells);
    }
}
