using Gateway.Engine.Matching;

namespace Gateway.Engine.MarketData;

/// <summary>How much of a watched book its watchers have been told.</summary>
enum WatchStage : byte
{
    /// <summary>Nobody watches.</summary>
    None = 0,

    /// <summary>All of it has to be told, from the beginning.</summary>
    Lost = 1,

    /// <summary>The orders up to the cursor have been told, best price first.</summary>
    Telling = 2,

    /// <summary>All of it; only changes follow.</summary>
    Complete = 3,

    /// <summary>The last watcher has gone and that has to be told.</summary>
    Ending = 4,
}

/// <summary>The watch over one book.</summary>
struct BookWatch
{
    internal int Watchers;
    internal int Telling;       // Number of the telling under way: marks the orders told in it.
    internal int CursorHandle;  // The order told last, while its level is not done.
    internal long CursorTicks;  // The level told last.
    internal BookSide CursorSide;
    internal bool AtBest;       // No level of the cursor's side has been told.
    internal bool LevelDone;
    internal WatchStage Stage;

    internal void Begin(int telling)
    {
        Stage = WatchStage.Telling;
        Telling = telling;
        BeginSide(BookSide.Buy);
    }

    internal void BeginSide(BookSide side) => (CursorSide, AtBest, LevelDone, CursorHandle) = (side, true, true, 0);

    internal void BeginLevel(long ticks) => (CursorTicks, AtBest, LevelDone, CursorHandle) = (ticks, false, false, 0);

    /// <summary>Whether an order that joins at this price has to be told now; behind the cursor it is met later.</summary>
    internal readonly bool HasPassed(BookSide side, long ticks)
    {
        if (side != CursorSide) return side == BookSide.Buy;
        if (AtBest) return false;
        if (ticks == CursorTicks) return LevelDone;
        return side == BookSide.Buy ? ticks > CursorTicks : ticks < CursorTicks;
    }
}
