using Gateway.Engine.State;

namespace Gateway.Engine.Risk;

/// <summary>What a scope did lately, as far as a rule there asks for it.</summary>
struct Activity
{
    internal SlidingCount NewOrders;        // R038
    internal SlidingCount Operations;       // R038: cancels and replaces.
    internal SlidingCount Buys;             // R033: fills by direction.
    internal SlidingCount Sells;
    internal SlidingCount Refusals;         // R077, R094
    internal Int128 Peak;                   // R076: the best result of the day.
    internal long TradeTime;                // R075: rate buckets of trades, one a step.
    internal long TradeTime2;
    internal long TradeTime3;
    internal long RequestTime;              // R032: rate bucket of requests to a venue.
    internal long HeardAt;                  // R092: when it was last heard of.
    internal int LossesInRow;               // R077
    internal int MarksOver;                 // R071: marks in a row at which the loss was too great.
    internal bool Armed;                    // R072: the profit has been at its mark.

    internal void StartDay()
    {
        Peak = 0;
        LossesInRow = 0;
        MarksOver = 0;
        Armed = false;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        NewOrders.Walk(ref walker);
        Operations.Walk(ref walker);
        Buys.Walk(ref walker);
        Sells.Walk(ref walker);
        Refusals.Walk(ref walker);
        walker.Big(ref Peak);
        walker.Number(ref TradeTime);
        walker.Number(ref TradeTime2);
        walker.Number(ref TradeTime3);
        walker.Number(ref RequestTime);
        walker.Number(ref HeardAt);
        walker.Number(ref LossesInRow);
        walker.Number(ref MarksOver);
        walker.Flag(ref Armed);
    }
}
