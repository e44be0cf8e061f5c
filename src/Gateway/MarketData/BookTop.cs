using Gateway.Engine.Matching;

namespace Gateway.MarketData;

/// <summary>The best levels of a book as subscribers of one depth know them, and how to bring them from there to the present.</summary>
sealed class BookTop(int depth)
{
    readonly List<LevelView>[] _known = [[], []];
    readonly List<LevelView> _present = [];

    /// <summary>Levels of each side.</summary>
    internal int Depth => depth;

    /// <summary>Subscribers.</summary>
    internal int Users { get; set; }

    /// <summary>The levels as of the last <see cref="Update"/>, best first.</summary>
    internal IReadOnlyList<LevelView> Known(BookSide side) => _known[(int)side];

    /// <summary>Takes in the present levels.</summary>
    /// <param name="book">The book.</param>
    /// <param name="changes">Receives what leads from the old levels to the new: levels that go first, so that never more than the depth stand.</param>
    internal void Update(Book book, List<MarketDataEntry> changes)
    {
        for (var side = BookSide.Buy; side <= BookSide.Sell; side++)
        {
            _present.Clear();
            foreach (var level in book.Levels(side))
            {
                if (_present.Count == depth) break;
                _present.Add(level);
            }

            Compare(side, _known[(int)side], changes);
            _known[(int)side].Clear();
            _known[(int)side].AddRange(_present);
        }
    }

    void Compare(BookSide side, List<LevelView> known, List<MarketDataEntry> changes)
    {
        foreach (var level in known)
            if (Find(side, _present, level.PriceTicks) < 0)
                changes.Add(MarketDataEntry.OfLevel(UpdateAction.Delete, side, in level));
        foreach (var level in _present)
        {
            var at = Find(side, known, level.PriceTicks);
            if (at < 0) changes.Add(MarketDataEntry.OfLevel(UpdateAction.New, side, in level));
            else if (known[at] != level) changes.Add(MarketDataEntry.OfLevel(UpdateAction.Change, side, in level));
        }
    }

    // Levels are sorted best first.
    static int Find(BookSide side, List<LevelView> levels, long ticks)
    {
        var (low, high) = (0, levels.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var price = levels[middle].PriceTicks;
            if (price == ticks) return middle;
            if (side == BookSide.Buy ? price > ticks : price < ticks) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }
}
