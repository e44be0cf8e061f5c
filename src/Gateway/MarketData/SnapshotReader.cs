using Gateway.Engine.Matching;

namespace Gateway.MarketData;

/// <summary>Reads a book for a snapshot, part by part: best price first, bids before offers, every order or every price.</summary>
static class SnapshotReader
{
    /// <summary>Reads on from the cursor and moves it.</summary>
    /// <param name="line">A line of the whole book.</param>
    /// <param name="most">Entries at most.</param>
    /// <param name="entries">Receives them.</param>
    /// <returns>Whether the end was reached.</returns>
    internal static bool Read(SubscriptionLine line, int most, List<MarketDataEntry> entries)
    {
        var book = line.Image!.Book;
        ref var cursor = ref line.Cursor;
        while (true)
        {
            if (line.Subscription.Terms.PerOrder && !cursor.AtBest && !ReadLevel(line, most, entries)) return false;
            var level = cursor.AtBest ? book.Best(cursor.Side) : book.LevelBehind(cursor.Side, cursor.Ticks);
            if (!line.Subscription.Terms.Wants(EntryType.Of(cursor.Side))) level = default;
            if (level.Orders > 0)
            {
                if (entries.Count == most) return false;
                cursor = new() { Side = cursor.Side, Ticks = level.PriceTicks };
                if (!line.Subscription.Terms.PerOrder) TakeLevel(ref cursor, in level, entries);
            }
            else if (cursor.Side == BookSide.Sell) return true;
            else cursor = SnapshotCursor.Start with { Side = BookSide.Sell };
        }
    }

    static void TakeLevel(ref SnapshotCursor cursor, in LevelView level, List<MarketDataEntry> entries)
    {
        cursor.Joined = long.MaxValue;
        entries.Add(MarketDataEntry.OfLevel(UpdateAction.New, cursor.Side, in level));
    }

    // The orders of the cursor's level behind the cursor; false when there is no room for all.
    static bool ReadLevel(SubscriptionLine line, int most, List<MarketDataEntry> entries)
    {
        var image = line.Image!;
        ref var cursor = ref line.Cursor;
        var orders = cursor.Handle != 0 && image.IsResting(cursor.Handle, cursor.Joined)
            ? image.Book.OrdersBehind(cursor.Handle) : image.Book.OrdersAt(cursor.Side, cursor.Ticks);
        while (orders.MoveNext())
        {
            var entry = image.EntryOf(orders.Current);
            if (entry.Joined <= cursor.Joined) continue;
            if (entries.Count == most) return false;
            entries.Add(entry);
            (cursor.Joined, cursor.Handle) = (entry.Joined, orders.Current.Handle);
        }

        return true;
    }
}
