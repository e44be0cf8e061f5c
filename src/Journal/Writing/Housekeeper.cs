namespace Gateway.Journal.Writing;

/// <summary>The thread that prepares segments, so that the appending thread never does.</summary>
sealed class Housekeeper : IDisposable
{
    readonly List<SegmentSupply> _supplies = [];
    readonly AutoResetEvent _wake = new(false);
    readonly Thread _thread;
    volatile bool _stopping;
    long _tries;

    internal Housekeeper()
    {
        _thread = new(Run) { IsBackground = true, Name = "journal-segments" };
    }

    /// <summary>Rounds over all logs so far.</summary>
    internal long Tries => Volatile.Read(ref _tries);

    internal void Start(IEnumerable<SegmentSupply> supplies)
    {
        _supplies.AddRange(supplies);
        _thread.Start();
        Wake();
    }

    internal void Wake() => _wake.Set();

    void Run()
    {
        var timeout = Timeout.Infinite;
        while (!_stopping)
        {
            _wake.WaitOne(timeout);
            if (_stopping) return;
            timeout = Timeout.Infinite;
            foreach (var supply in _supplies) timeout = Sooner(timeout, supply.Keep());
            Volatile.Write(ref _tries, _tries + 1);
        }
    }

    static int Sooner(int left, int right) => left < 0 ? right : right < 0 ? left : Math.Min(left, right);

    public void Dispose()
    {
        _stopping = true;
        Wake();
        if (_thread.IsAlive) _thread.Join();
        _wake.Dispose();
    }
}
