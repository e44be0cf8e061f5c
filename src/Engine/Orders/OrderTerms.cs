using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>What few orders have: kept apart, so that the others do not pay for it.</summary>
struct OrderTerms
{
    internal Text32 Signal;
    internal long StopPrice;
    internal long DisplayQuantity;
    internal long MinQuantity;
    internal long ExpireTime;
    internal long ClaimUntil;   // R062
    internal int ExpireDate;

    /// <summary>The first of its ends; 0 for none.</summary>
    internal readonly long EndsAt => ExpireTime == 0 || (ClaimUntil != 0 && ClaimUntil < ExpireTime) ? ClaimUntil : ExpireTime;

    internal readonly bool IsEmpty => (StopPrice | DisplayQuantity | MinQuantity | ExpireTime | ClaimUntil | (long)ExpireDate) == 0 && FixedText.IsEmpty(in Signal);

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Text(ref Signal);
        walker.Number(ref StopPrice);
        walker.Number(ref DisplayQuantity);
        walker.Number(ref MinQuantity);
        walker.Number(ref ExpireTime);
        walker.Number(ref ExpireDate);
        walker.Number(ref ClaimUntil);
    }
}
