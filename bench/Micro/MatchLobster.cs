using System.Globalization;
using Gateway.Engine.Matching;

namespace Gateway.Bench.Micro;

/// <summary>
/// Replays a day of NASDAQ orders in LOBSTER's form through our book and counts where it agrees with the exchange: the best bid and ask of each row,
/// and for each execution whether it hit our best price and the oldest order there that the file has named.
/// </summary>
/// <remarks>
/// The file sees only some levels: the first book row seeds unnamed orders, levels that leave the band are forgotten, and levels that enter it
/// are taken from the book file as one unnamed order. Differences within the band are counted before they are repaired.
/// </remarks>
internal sealed class MatchLobster
{
    private const int Unnamed = 0;

    private readonly Book _book = new(new OrderStore());
    private readonly Dictionary<long, int> _handles = [];
    private readonly List<long> _names = [0];
    private long _rows;
    private long _bestAgree;
    private long _repaired;
    private long _executions;
    private long _named;
    private long _atBest;
    private long _atOldest;

    private readonly record struct Message(int Type, long Id, long Lots, long Price, BookSide Side);

    private readonly record struct Row(LevelView[] Asks, LevelView[] Bids);

    internal static int Run(string messages, string? books)
    {
        var replay = new MatchLobster();
        var rows = (books ?? (messages.EndsWith(".zip", StringComparison.Ordinal) ? messages : null)) is { } path
            ? MatchFiles.ReadLines(path, "orderbook").Select(ParseRow)
            : null;
        replay.Replay(MatchFiles.ReadLines(messages, "message").Select(ParseMessage), rows?.GetEnumerator());
        return replay.Print(rows != null);
    }

    private void Replay(IEnumerable<Message> messages, IEnumerator<Row>? rows)
    {
        var first = true;
        foreach (var message in messages)
        {
            // The first row already contains the first message.
            if (!first || rows == null) Apply(message);
            if (rows != null && rows.MoveNext()) Compare(rows.Current, first);
            first = false;
        }
        rows?.Dispose();
    }

    private void Apply(Message message)
    {
        switch (message.Type)
        {
            case 1:
                _names.Add(message.Id);
                _handles[message.Id] = _book.Add(message.Side, message.Price, message.Lots, 0, _names.Count - 1);
                break;
            case 2 or 3:
                Take(message);
                break;
            case 4:
                Execute(message);
                break;
        }
    }

    private void Execute(Message message)
    {
        _executions++;
        if (_handles.ContainsKey(message.Id))
        {
            _named++;
            if (_book.Best(message.Side).PriceTicks == message.Price) _atBest++;
            if (OldestNamed(message.Side, message.Price) == message.Id) _atOldest++;
        }
        // Where the exchange hit the order that our queue has in front, our own matching does the fill.
        if (Front(message.Side) == message.Id && _book.Best(message.Side).PriceTicks == message.Price) Fill(message);
        else Take(message);
    }

    private void Fill(Message message)
    {
        var sink = new Filled(this);
        _book.Match(message.Side.Opposite(), message.Price, message.Lots, ref sink);
    }

    // Lots leave the order that the file names; if the file never named it, the unnamed order of its price.
    private void Take(Message message)
    {
        if (_handles.TryGetValue(message.Id, out var handle))
        {
            if (_book.Reduce(handle, message.Lots) == 0) _handles.Remove(message.Id);
            return;
        }
        foreach (var order in _book.OrdersAt(message.Side, message.Price))
        {
            if (order.User != Unnamed) continue;
            _book.Reduce(order.Handle, message.Lots);
            return;
        }
    }

    private long OldestNamed(BookSide side, long price)
    {
        foreach (var order in _book.OrdersAt(side, price))
            if (order.User != Unnamed) return _names[order.User];
        return 0;
    }

    private long Front(BookSide side)
    {
        foreach (var order in _book.Orders(side)) return _names[order.User];
        return 0;
    }

    private void Compare(Row row, bool seeding)
    {
        _rows++;
        var agree = Same(_book.BestAsk, row.Asks[0]) && Same(_book.BestBid, row.Bids[0]);
        if (agree || seeding) _bestAgree++;
        Reconcile(BookSide.Sell, row.Asks, seeding);
        Reconcile(BookSide.Buy, row.Bids, seeding);
    }

    private static bool Same(LevelView ours, LevelView theirs) => ours.PriceTicks == theirs.PriceTicks && ours.Lots == theirs.Lots;

    private void Reconcile(BookSide side, LevelView[] row, bool seeding)
    {
        foreach (var level in row)
        {
            if (level.Lots == 0) continue;
            var ours = _book.LevelAt(side, level.PriceTicks);
            if (ours.Lots == level.Lots) continue;
            if (ours.Orders > 0 && !seeding) _repaired++;
            Forget(side, level.PriceTicks);
            _book.Add(side, level.PriceTicks, level.Lots, 0, Unnamed);
        }
        while (Outside(side, row) is { } price) Forget(side, price);
    }

    // A price of ours that the row does not show: beyond its last level, or gone within it.
    private long? Outside(BookSide side, LevelView[] row)
    {
        foreach (var level in _book.Levels(side))
            if (!row.Any(shown => shown.Lots > 0 && shown.PriceTicks == level.PriceTicks)) return Count(side, level.PriceTicks, row);
        return null;
    }

    private long Count(BookSide side, long price, LevelView[] row)
    {
        var last = row.Last(shown => shown.Lots > 0).PriceTicks;
        if (side == BookSide.Sell ? price < last : price > last) _repaired++;
        return price;
    }

    private void Forget(BookSide side, long price)
    {
        while (_book.LevelAt(side, price).Orders > 0)
        {
            var handles = _book.OrdersAt(side, price);
            handles.MoveNext();
            _handles.Remove(_names[handles.Current.User]);
            _book.Cancel(handles.Current.Handle);
        }
    }

    private int Print(bool rows)
    {
        if (rows) Console.WriteLine($"best bid and ask: {_bestAgree:N0} of {_rows:N0} rows agree; {_repaired} levels within the band repaired");
        Console.WriteLine($"executions: {_executions:N0}, {_named:N0} of orders that the file named");
        Console.WriteLine($"  at our best price:           {_atBest:N0} ({Percent(_atBest)} %)");
        Console.WriteLine($"  at our oldest named order:   {_atOldest:N0} ({Percent(_atOldest)} %)");
        return !rows || (_bestAgree == _rows && _atBest == _named) ? 0 : 1;
    }

    private string Percent(long count) => (100.0 * count / Math.Max(1, _named)).ToString("F3", CultureInfo.InvariantCulture);

    private static Message ParseMessage(string line)
    {
        var fields = line.Split(',');
        return new Message(
            int.Parse(fields[1], null), long.Parse(fields[2], null), long.Parse(fields[3], null), long.Parse(fields[4], null),
            fields[5] == "1" ? BookSide.Buy : BookSide.Sell);
    }

    private static Row ParseRow(string line)
    {
        var numbers = line.Split(',').Select(field => long.Parse(field, null)).ToArray();
        var levels = numbers.Length / 4;
        LevelView At(int index) => new(numbers[index], numbers[index + 1], 0);
        return new Row([.. Enumerable.Range(0, levels).Select(i => At(4 * i))], [.. Enumerable.Range(0, levels).Select(i => At(4 * i + 2))]);
    }

    private readonly struct Filled(MatchLobster replay) : IFillSink
    {
        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves)
        {
            if (makerLeaves == 0) replay._handles.Remove(replay._names[user]);
        }
    }
}
