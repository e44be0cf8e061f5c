namespace Gateway.Bench.EndToEnd.Lobster;

sealed partial class LobsterReplay
{
    readonly List<Hit> _hits = [];

    /// <summary>A message of an aggressor: which order it hit by the file; no order for a hidden execution or one that cannot be seen.</summary>
    readonly record struct Hit(int Row, LobsterOrder? Order, int Size, bool IsFirst, TopOfBook Expected);

    /// <summary>Plays the executions of one aggressor as one order and checks what it hit. Returns the next row.</summary>
    int Execute(int row)
    {
        var last = LastOfAggressor(row);
        var isBuy = files.Rows[row].IsBuy;
        EnterAhead(row, last, isBuy);
        Expect(row, last);
        var size = _hits.Sum(hit => hit.Size);
        var limit = _hits.Where(hit => hit.Order is not null).Select(hit => hit.Order!.Price).DefaultIfEmpty()
            .Aggregate((worst, price) => _book.Side(isBuy).IsBetter(worst, price) ? price : worst);
        tally.Aggressors++;
        Settle(size == 0 ? [] : venue.Aggress(!isBuy, limit, size));
        Correct(last);
        return last + 1;
    }

    /// <summary>Executions with the same time stamp and side, hidden ones between them included.</summary>
    int LastOfAggressor(int row)
    {
        var (first, last) = (files.Rows[row], row);
        for (var next = row + 1; next < files.Rows.Count; next++)
        {
            var message = files.Rows[next];
            if (message.Nanos != first.Nanos || message.IsBuy != first.IsBuy || message.Event is not (LobsterEvent.Execution or LobsterEvent.HiddenExecution)) break;
            if (message.Event == LobsterEvent.Execution) last = next;
        }
        return last;
    }

    /// <summary>Levels that come into view while the aggressor eats its way to them must rest before it arrives.</summary>
    void EnterAhead(int row, int last, bool isBuy)
    {
        var side = _book.Side(isBuy);
        for (var next = row; next < last; next++)
        {
            var executed = files.Rows[next + 1];
            if (executed.Event != LobsterEvent.Execution || side.Find(executed.Price) is not null) continue;
            if (SizeInFile(next, isBuy, executed.Price) is > 0 and var size) Enter(side, executed.Price, size);
        }
    }

    /// <summary>Takes the executed shares out of the book of the file and notes what each message says.</summary>
    void Expect(int row, int last)
    {
        _hits.Clear();
        for (var next = row; next <= last; next++)
        {
            var message = files.Rows[next];
            tally.Count(message.Event);
            var order = message.Event == LobsterEvent.Execution ? _book.Find(message) : null;
            var size = order is null ? 0 : Math.Min(message.Size, order.Leaves);
            if (message.Event == LobsterEvent.Execution && size < message.Size) tally.ExecutedNotInBand++;
            var isFirst = order is not null && _book.IsFirst(order);
            if (order is not null) _book.Take(order, size);
            _hits.Add(new Hit(next, order, size, isFirst, _book.Top));
        }
    }

    /// <summary>Compares what was hit with what the file says, message by message.</summary>
    void Settle(IReadOnlyList<LobsterFill> fills)
    {
        var cursor = new FillCursor(fills);
        var (differs, skipsQueue) = (false, false);
        foreach (var hit in _hits)
        {
            if (hit.Order is not null)
            {
                var asExpected = cursor.Take(hit.Size, hit.Order, venue);
                skipsQueue |= !hit.IsFirst;
                tally.CountHit(hit.Row, hit.Order.IsKnown, skipsQueue, asExpected);
                differs |= !asExpected;
            }
            venue.Check(new Checkpoint(hit.Row, hit.Expected));
        }
        differs |= cursor.TakeRest(venue);
        if (differs) Mend(fills);
    }

    /// <summary>The file and the queue disagreed about who was hit: rests the level anew in the order of the file.</summary>
    void Mend(IReadOnlyList<LobsterFill> fills)
    {
        var orders = fills.Select(fill => fill.Order).Concat(_hits.Select(hit => hit.Order).OfType<LobsterOrder>()).ToHashSet();
        foreach (var gone in orders.Where(order => order.Leaves == 0 && order.Reported > 0)) venue.Cancel(gone);
        foreach (var level in orders.Select(order => _book.Side(order.IsBuy).Find(order.Price)).OfType<BandLevel>().ToHashSet())
        {
            foreach (var order in level.Orders.Where(order => order.Reported > 0)) venue.Cancel(order);
            foreach (var order in level.Orders)
            {
                order.Total = order.Leaves;
                venue.Submit(order);
            }
        }
    }

    /// <summary>Walks the fills of an aggressor share by share.</summary>
    struct FillCursor(IReadOnlyList<LobsterFill> fills)
    {
        int _fill;
        int _taken;

        /// <summary>Takes the next shares; true when all of them were hit in the order that is named.</summary>
        internal bool Take(int size, LobsterOrder expected, ILobsterVenue venue)
        {
            var asExpected = true;
            while (size > 0 && _fill < fills.Count)
            {
                var fill = fills[_fill];
                var part = Math.Min(size, fill.Size - _taken);
                asExpected &= fill.Order == expected;
                venue.Step(fill.Order, part);
                size -= part;
                _taken += part;
                if (_taken == fill.Size) (_fill, _taken) = (_fill + 1, 0);
            }
            return asExpected && size == 0;
        }

        /// <summary>Takes what is left; true when something was.</summary>
        internal bool TakeRest(ILobsterVenue venue)
        {
            var any = _fill < fills.Count;
            for (; _fill < fills.Count; (_fill, _taken) = (_fill + 1, 0)) venue.Step(fills[_fill].Order, fills[_fill].Size - _taken);
            return any;
        }
    }
}
