namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>
/// Turns the messages of a LOBSTER file into orders: a submission rests a limit order, a reduction makes it smaller, a deletion cancels it, and executions of visible orders
/// with one time stamp and side become one immediate or cancel order from the other side. Hidden executions, crosses and halts leave the visible
/// book as it is.
/// </summary>
/// <remarks>
/// The file shows a band of some levels only. What is outside may change unseen: a level that leaves the band is cancelled and forgotten, one
/// that comes into view is taken from the book file as one order without an id. So each message is compared before the book is mended.
/// </remarks>
sealed partial class LobsterReplay(LobsterFiles files, ILobsterVenue venue, LobsterTally tally)
{
    readonly BandBook _book = new();

    /// <summary>Plays all messages; the first row of the book is where it begins.</summary>
    internal void Run(CancellationToken stop)
    {
        Correct(0);
        tally.Seeded = tally.CameIntoView;
        tally.CameIntoView = 0;
        for (var row = 1; row < files.Rows.Count && !stop.IsCancellationRequested;) row = Play(row);
    }

    /// <summary>Cancels what rests.</summary>
    internal void ClearUp()
    {
        foreach (var side in new[] { _book.Bids, _book.Asks })
            while (side.Levels.Count > 0) Drop(side.Levels[0]);
    }

    /// <summary>Plays a message, or all of one aggressor. Returns the next row.</summary>
    int Play(int row)
    {
        var message = files.Rows[row];
        if (message.Event == LobsterEvent.Execution) return Execute(row);
        tally.Count(message.Event);
        if (message.Event == LobsterEvent.Submission) Submit(row, message);
        else if (message.Event is LobsterEvent.Reduction or LobsterEvent.Deletion) TakeBack(message);
        venue.Check(new Checkpoint(row, _book.Top));
        Correct(row);
        return row + 1;
    }

    void Submit(int row, in LobsterRow message)
    {
        var others = _book.Side(!message.IsBuy).Levels;
        if (others.Count > 0 && !_book.Side(message.IsBuy).IsBetter(others[0].Price, message.Price))
        {
            // The order would trade with something that the file no longer shows.
            tally.Crossing++;
            Correct(row, !message.IsBuy);
        }
        Rest(message.Id, message.IsBuy, message.Price, message.Size);
    }

    void TakeBack(in LobsterRow message)
    {
        var order = _book.Find(message);
        if (order is null) tally.NotInBand++;
        else if (message.Event == LobsterEvent.Deletion && order.IsKnown) Shrink(order, order.Leaves);
        else Shrink(order, Math.Min(message.Size, order.Leaves));
    }

    void Rest(long id, bool isBuy, int price, int size)
    {
        var order = new LobsterOrder { Id = id, IsBuy = isBuy, Price = price, Leaves = size, Total = size };
        _book.Add(order);
        venue.Submit(order);
    }

    void Shrink(LobsterOrder order, int size)
    {
        _book.Take(order, size);
        if (order.Leaves == 0)
        {
            venue.Cancel(order);
            return;
        }
        order.Total -= size;
        venue.Reduce(order);
    }

    void Correct(int row)
    {
        Correct(row, isBuy: true);
        Correct(row, isBuy: false);
    }

    /// <summary>Makes one side what the book file shows after a message.</summary>
    void Correct(int row, bool isBuy)
    {
        var side = _book.Side(isBuy);
        for (var i = side.Levels.Count - 1; i >= 0; i--)
        {
            var level = side.Levels[i];
            var size = SizeInFile(row, isBuy, level.Price);
            if (size == 0) Leave(row, side, level);
            else if (size < level.Size) Shrink(level, level.Size - size);
        }
        for (var i = 0; i < files.Levels && files.Size(row, isBuy, i) > 0; i++) Enter(side, files.Price(row, isBuy, i), files.Size(row, isBuy, i));
    }

    void Leave(int row, BandSide side, BandLevel level)
    {
        var edge = files.Price(row, side.IsBuy, files.Levels - 1);
        if (edge != 0 && side.IsBetter(edge, level.Price)) tally.LeftBand++;
        else tally.GoneInside++;
        Drop(level);
    }

    void Enter(BandSide side, int price, int size)
    {
        var missing = size - (side.Find(price)?.Size ?? 0);
        if (missing <= 0) return;
        if (missing == size && (side.Levels.Count == 0 || side.IsBetter(side.Levels[^1].Price, price))) tally.CameIntoView++;
        else tally.GrownInside++;
        Rest(0, side.IsBuy, price, missing);
    }

    void Drop(BandLevel level)
    {
        while (level.Orders.Count > 0) Shrink(level.Orders[^1], level.Orders[^1].Leaves);
    }

    // What is not known goes first, then the youngest.
    void Shrink(BandLevel level, int size)
    {
        tally.ShrunkInside++;
        while (size > 0)
        {
            var order = level.Orders.Find(order => !order.IsKnown) ?? level.Orders[^1];
            var part = Math.Min(size, order.Leaves);
            Shrink(order, part);
            size -= part;
        }
    }

    int SizeInFile(int row, bool isBuy, int price)
    {
        for (var i = 0; i < files.Levels; i++)
            if (files.Price(row, isBuy, i) == price) return files.Size(row, isBuy, i);
        return 0;
    }
}
