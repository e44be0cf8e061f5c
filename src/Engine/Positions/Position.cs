using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Positions;

/// <summary>
/// What an account holds of an instrument, by weighted average cost: an increase adds its cost, a decrease takes out its share at the
/// average and realizes the difference, a fill through zero is a decrease to zero and an increase from there.
/// </summary>
struct Position
{
    internal int Account;
    internal int Instrument;

    /// <summary>Signed, units of 1e-8.</summary>
    internal long Quantity;

    /// <summary>Sum of price times quantity of what is held, not negative, in units of 1e-16: exact, so that averages do not drift.</summary>
    internal Int128 Cost;

    /// <summary>Profit and loss before fees since the start of the journal, in units of 1e-16.</summary>
    internal Int128 Realized;

    /// <summary>Fees since the start of the journal, in units of 1e-8.</summary>
    internal long Fees;

    /// <summary>Margin that the position holds in the account's balance, in units of 1e-8.</summary>
    internal long Margin;

    /// <summary>Leaves of open buy and sell orders, units of 1e-8.</summary>
    internal long WorkingBuys;

    internal long WorkingSells;

    /// <summary>When it was last opened from flat, or turned over; 0 before its first fill.</summary>
    internal long OpenedAt;

    /// <summary>When it became flat; 0 while it is open.</summary>
    internal long ClosedAt;

    /// <summary>Marks in a row at which its loss was too great (R071), and the time of the last one that counted.</summary>
    internal int MarksOver;

    internal long MarkTime;

    /// <summary>Its profit has been at its mark (R072).</summary>
    internal bool Armed;

    /// <summary>Open stop orders.</summary>
    internal ProtectiveStops Stops;

    /// <summary>Since when no protective stop covers it (R080); 0 when one does.</summary>
    internal long UnprotectedSince;

    /// <summary>Scope, number + 1, whose rule keeps a stop order for it (R081), 0 for none; the order, and the best price since the entry.</summary>
    internal int ManagedBy;

    internal long StopOrderId;

    internal long BestPrice;

    /// <summary>It changed since the last snapshot; the next changed one behind it, number + 1.</summary>
    internal bool Changed;

    internal int NextChanged;

    /// <summary>Cost for each unit of the margin that it holds, units of 1e-8; zero without margin.</summary>
    internal readonly long Leverage => Margin <= 0 ? 0 : FixedMath.Clamp(Cost / Margin);

    /// <summary>A fill has been booked: keeps the times of opening and closing.</summary>
    internal void Note(long before, long now)
    {
        if (Quantity == 0) ClosedAt = now;
        else if (before == 0 || Math.Sign(before) != Math.Sign(Quantity)) (OpenedAt, ClosedAt) = (now, 0);
    }

    /// <summary>Average entry, rounded half even; zero when flat.</summary>
    internal readonly long AveragePrice => Quantity == 0 ? 0 : FixedMath.DivideHalfEven(Cost, Math.Abs(Quantity));

    /// <summary>The greatest size that working orders can bring it to.</summary>
    internal readonly long WorstQuantity
        => Math.Max(Math.Abs(Quantity + WorkingBuys), Math.Abs(Quantity - WorkingSells));

    internal readonly long Working(Side side) => side == Side.Buy ? WorkingBuys : WorkingSells;

    /// <summary>
    /// How much a further order of this side can shrink the position without ever flipping it: what is held less what working orders
    /// of the side already take, but for those that give way.
    /// </summary>
    internal readonly long Reducible(Side side, long yielding)
    {
        var held = side == Side.Buy ? -Quantity : Quantity;
        return Math.Max(0, held - Working(side) + yielding);
    }

    /// <summary>Books a fill of signed quantity; returns the profit it realized in units of 1e-16.</summary>
    internal Int128 Book(long price, long signedQuantity)
    {
        var closing = Math.Sign(Quantity) == -Math.Sign(signedQuantity) ? Math.Min(Math.Abs(Quantity), Math.Abs(signedQuantity)) : 0;
        var realized = closing == 0 ? 0 : Close(price, closing);
        var opening = Math.Abs(signedQuantity) - closing;
        Cost += FixedMath.BigMul(price, opening);
        Quantity += Math.Sign(signedQuantity) * opening;
        // What rules remember of it belongs to the position that is gone.
        if (closing != 0 && Math.Abs(Quantity) == opening) (MarksOver, Armed, BestPrice, UnprotectedSince) = (0, false, 0, 0);
        return realized;
    }

    Int128 Close(long price, long closing)
    {
        var sign = Math.Sign(Quantity);
        var cost = CostOf(closing);
        var realized = (FixedMath.BigMul(price, closing) - cost) * sign;
        Cost -= cost;
        Quantity -= sign * closing;
        Realized += realized;
        return realized;
    }

    // All of it takes the rest of the cost, so that rounding never leaves any behind.
    readonly Int128 CostOf(long closing)
    {
        var held = Math.Abs(Quantity);
        if (closing == held) return Cost;
        var average = (long)(Cost / held);
        var rest = (long)(Cost - FixedMath.BigMul(average, held));
        return FixedMath.BigMul(average, closing) + FixedMath.BigMul(rest, closing) / held;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Named(NameKind.Account, ref Account);
        walker.Named(NameKind.Instrument, ref Instrument);
        walker.Number(ref Quantity);
        walker.Big(ref Cost);
        walker.Big(ref Realized);
        walker.Number(ref Fees);
        walker.Number(ref Margin);
        walker.Number(ref WorkingBuys);
        walker.Number(ref WorkingSells);
        walker.Number(ref OpenedAt);
        walker.Number(ref ClosedAt);
        walker.Number(ref MarksOver);
        walker.Number(ref MarkTime);
        walker.Flag(ref Armed);
        walker.Number(ref UnprotectedSince);
        var managedBy = ManagedBy - 1;
        walker.Named(NameKind.Scope, ref managedBy);
        ManagedBy = managedBy + 1;
        walker.Number(ref StopOrderId);
        walker.Number(ref BestPrice);
        Stops.Walk(ref walker);
        walker.Flag(ref Changed);
        walker.Place(ref NextChanged);
    }
}
