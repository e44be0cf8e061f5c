namespace Gateway.Engine.Matching;

public sealed unsafe partial class Book
{
    /// <summary>The highest bid; no orders in it if there is none.</summary>
    public LevelView BestBid => Best(BookSide.Buy);

    /// <summary>The lowest ask; no orders in it if there is none.</summary>
    public LevelView BestAsk => Best(BookSide.Sell);

    /// <summary>The best level of a side; no orders in it if the side is empty.</summary>
    public LevelView Best(BookSide side) => View(side, Half(side).Best);

    /// <summary>The level at a price; no orders in it if there is none.</summary>
    public LevelView LevelAt(BookSide side, long priceTicks) => View(side, FindLevel(side, priceTicks));

    /// <summary>Occupied prices of a side.</summary>
    public int LevelCount(BookSide side) => Half(side).LevelCount;

    /// <summary>The levels of a side, best first (L2). Valid until the book changes; allocates nothing.</summary>
    public LevelEnumerator Levels(BookSide side) => new(this, side);

    /// <summary>The orders of a side in price-time priority (L3). Valid until the book changes; allocates nothing.</summary>
    public OrderEnumerator Orders(BookSide side) => new(this, side, Half(side).Best, single: false);

    /// <summary>The orders at one price, oldest first. Valid until the book changes; allocates nothing.</summary>
    public OrderEnumerator OrdersAt(BookSide side, long priceTicks) => new(this, side, FindLevel(side, priceTicks), single: true);

    /// <summary>The orders behind one of a price, oldest first. Valid until the book changes; allocates nothing.</summary>
    /// <param name="handle">A resting order.</param>
    public OrderEnumerator OrdersBehind(int handle)
    {
        var order = Resting(handle);
        return new OrderEnumerator(this, (BookSide)order->Side, order->Level, order->Next);
    }

    /// <summary>The level of a side next behind a price, whether or not there is a level at it; no orders in it if there is none.</summary>
    public LevelView LevelBehind(BookSide side, long priceTicks)
    {
        if (priceTicks is > PriceTicksMax or < -PriceTicksMax) return default;
        return View(side, Half(side).Behind(_tables, PriceKey.Of(side, priceTicks)));
    }

    /// <summary>A resting order by its handle.</summary>
    /// <exception cref="InvalidOperationException">No order rests under it.</exception>
    public OrderView Order(int handle)
    {
        var order = Resting(handle);
        var side = (BookSide)order->Side;
        var reserve = order->Iceberg != 0 ? _tables->Icebergs[handle] : default;
        var price = PriceKey.ToTicks(side, _tables->Levels.Items[order->Level].Key);
        return new OrderView(handle, order->User, order->Owner, side, price, order->Lots, reserve.HiddenLots, reserve.PeakLots);
    }

    /// <summary>The side that an order rests on.</summary>
    public BookSide SideOf(int handle) => (BookSide)Resting(handle)->Side;

    /// <summary>The price that an order rests at, in ticks.</summary>
    public long PriceOf(int handle)
    {
        var order = Resting(handle);
        return PriceKey.ToTicks((BookSide)order->Side, _tables->Levels.Items[order->Level].Key);
    }

    private LevelView View(BookSide side, int level)
    {
        if (level == 0) return default;
        var found = _tables->Levels.Items + level;
        return new LevelView(PriceKey.ToTicks(side, found->Key), found->Lots, found->Orders);
    }

    private int FindLevel(BookSide side, long priceTicks) =>
        priceTicks is > PriceTicksMax or < -PriceTicksMax ? 0 : Half(side).Find(_tables, PriceKey.Of(side, priceTicks));

    private int NextLevel(BookSide side, int level) => Half(side).Next(_tables, level);

    /// <summary>Walks the levels of a side, best first: for <c>foreach</c>.</summary>
    public ref struct LevelEnumerator
    {
        private readonly Book _book;
        private readonly BookSide _side;
        private int _next;

        internal LevelEnumerator(Book book, BookSide side)
        {
            _book = book;
            _side = side;
            _next = book.Half(side).Best;
        }

        /// <summary>The level reached.</summary>
        public LevelView Current { get; private set; }

        /// <summary>This walk itself.</summary>
        public readonly LevelEnumerator GetEnumerator() => this;

        /// <summary>Goes on to the next level; false after the last.</summary>
        public bool MoveNext()
        {
            if (_next == 0) return false;
            Current = _book.View(_side, _next);
            _next = _book.NextLevel(_side, _next);
            return true;
        }
    }

    /// <summary>Walks the orders of a side in priority: for <c>foreach</c>.</summary>
    public ref struct OrderEnumerator
    {
        private readonly Book _book;
        private readonly BookSide _side;
        private readonly bool _single;
        private int _level;
        private int _next;

        internal OrderEnumerator(Book book, BookSide side, int level, int next)
        {
            _book = book;
            _side = side;
            _single = true;
            _level = level;
            _next = next;
        }

        internal OrderEnumerator(Book book, BookSide side, int level, bool single)
        {
            _book = book;
            _side = side;
            _single = single;
            _level = level;
            _next = HeadOf(book, _level);
        }

        /// <summary>The order reached.</summary>
        public OrderView Current { get; private set; }

        /// <summary>This walk itself.</summary>
        public readonly OrderEnumerator GetEnumerator() => this;

        /// <summary>Goes on to the next order; false after the last.</summary>
        public bool MoveNext()
        {
            if (_next == 0) return false;
            Current = _book.Order(_next);
            _next = _book._tables->Orders.Items[_next].Next;
            if (_next == 0 && !_single)
            {
                _level = _book.NextLevel(_side, _level);
                _next = HeadOf(_book, _level);
            }
            return true;
        }

        private static int HeadOf(Book book, int level) => level == 0 ? 0 : book._tables->Levels.Items[level].Head;
    }
}
