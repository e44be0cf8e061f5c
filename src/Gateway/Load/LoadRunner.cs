using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Load;

/// <summary>
/// Drives sessions from one thread. At a constant rate, request i is due at t0 + i / rate whether or not the gateway has answered the ones before, and its
/// latency counts from that instant: waiting behind a stall is measured and not left out. In a closed loop each session keeps a
/// number of requests in flight.
/// </summary>
sealed partial class LoadRunner : IReportHandler, IDisposable
{
    /// <summary>A request that leaves later than this after its planned instant is counted as late.</summary>
    internal const long LateNanos = 100_000;

    const long NanosPerSecond = 1_000_000_000;

    /// <summary>Requests that one turn sends at most, so that answers are read in between.</summary>
    const int BurstMax = 64;

    /// <summary>A session whose socket takes no more bytes gets no more requests.</summary>
    const int BacklogBytesMax = 256 << 10;

    /// <summary>Time for others only when the next instant is further away than it takes to come back.</summary>
    const long YieldNanosMin = 20_000;

    const long TickNanos = 10_000_000;

    readonly LoadPlan _plan;
    readonly IRequestSource _source;
    readonly FixClient[] _clients;
    readonly int[] _inFlight;
    readonly RequestTable _pending = new();
    readonly LoadHistograms _histograms = new();
    long _sent;
    long _answered;
    long _missing;
    long _late;
    long _lateNanosMax;
    long _lastAnswer;
    long _nextTick;
    bool _measuring;

    /// <summary>Prepares a run.</summary>
    /// <param name="plan">What it shall do.</param>
    /// <param name="source">Where requests come from.</param>
    /// <param name="ids">How requests are named; unique to this run.</param>
    internal LoadRunner(LoadPlan plan, IRequestSource source, ClOrdIdFormat ids)
    {
        (_plan, _source) = (plan, source);
        _clients = [.. plan.Sessions.Select((compId, i) => new FixClient(compId, i, ids, this))];
        _inFlight = new int[_clients.Length];
    }

    /// <summary>What has been answered so far.</summary>
    internal LoadTally Tally { get; } = new();

    /// <summary>Requests sent so far. May be read by another thread to show progress.</summary>
    internal long Sent => Volatile.Read(ref _sent);

    /// <summary>Latencies so far.</summary>
    internal LoadHistograms Histograms => _histograms;

    /// <summary>Logs all sessions on.</summary>
    /// <exception cref="UserErrorException">Nobody answers, or a logon is refused.</exception>
    internal void Connect()
    {
        foreach (var client in _clients) client.Connect(_plan.Host, _plan.Port);
    }

    /// <summary>Sends, waits for the last answers, clears up, logs out.</summary>
    internal LoadResult Run(CancellationToken stop)
    {
        var before = Collections.Now();
        _measuring = true;
        _lastAnswer = _start = Clock.Nanos;
        if (_plan.InFlight > 0) SendInClosedLoop(stop);
        else SendByPlan(stop);
        var stopped = stop.IsCancellationRequested;
        AwaitAnswers();
        var collections = before.Until(Collections.Now(), _sent);
        var end = _lastAnswer;
        _measuring = false;
        _missing += _pending.Count;
        if (_plan.ClearsUp) ClearUp();
        foreach (var client in _clients) client.Logout();
        return Result(end, collections, stopped);
    }

    /// <inheritdoc/>
    public void OnReport(FixClient client, in Report report, in FixMessage message)
    {
        if (_measuring || report.ExecType == ExecType.Trade) Tally.Add(report, message);
        if (_pending.TryTake(report.Number, out var request))
        {
            _inFlight[client.Index]--;
            _lastAnswer = report.ReceivedNanos;
            if (request.Measured)
            {
                _answered++;
                _histograms.Record(request, report.ReceivedNanos);
            }
        }
        _source.OnReport(client.Index, report);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }

    void SendByPlan(CancellationToken stop)
    {
        var total = (long)(_plan.Duration.TotalSeconds * _plan.Rate);
        if (_plan.RequestsMax > 0) total = Math.Min(total, _plan.RequestsMax);
        while (_sent < total && !stop.IsCancellationRequested && AllUp())
        {
            for (var burst = 0; burst < BurstMax && _sent < total; burst++)
            {
                var planned = PlannedNanos(_sent);
                var client = _clients[_sent % _clients.Length];
                if (Clock.Nanos < planned || !_pending.HasRoom || client.Backlog > BacklogBytesMax) break;
                Send(client, planned);
            }
            Turn(PlannedNanos(_sent));
        }
    }

    void SendInClosedLoop(CancellationToken stop)
    {
        var end = _start + (long)(_plan.Duration.TotalSeconds * NanosPerSecond);
        var total = _plan.RequestsMax > 0 ? _plan.RequestsMax : long.MaxValue;
        while (_sent < total && Clock.Nanos < end && !stop.IsCancellationRequested && AllUp())
        {
            foreach (var client in _clients)
                for (var burst = 0; burst < BurstMax && _sent < total && _inFlight[client.Index] < _plan.InFlight; burst++)
                    Send(client, Clock.Nanos);
            Turn(0);
        }
    }

    long PlannedNanos(long number) => _start + (long)((Int128)number * NanosPerSecond / _plan.Rate);

    void Send(FixClient client, long planned)
    {
        _source.Next(client.Index, out var request);
        var now = Clock.Nanos;
        Note(client, request, planned, now);
        client.Send(request);
        Volatile.Write(ref _sent, _sent + 1);
        _lateNanosMax = Math.Max(_lateNanosMax, now - planned);
        if (now - planned > LateNanos) _late++;
    }

    void Note(FixClient client, in OrderRequest request, long planned, long now)
    {
        var pending = new PendingRequest
        {
            Number = request.Number, PlannedNanos = planned, SentNanos = now, Kind = request.Kind, IsRouted = request.Instrument.IsRouted, Measured = _measuring,
        };
        if (_pending.Add(pending)) _inFlight[client.Index]++;
        else _missing++;
    }

    /// <summary>Writes what waits, reads what has come, and spins or yields.</summary>
    void Turn(long nextPlanned)
    {
        var received = 0;
        foreach (var client in _clients)
        {
            client.Flush();
            received += client.Poll();
        }
        var now = Clock.Nanos;
        if (now > _nextTick) Tick(now);
        if (_plan.Yields && received == 0 && nextPlanned - now > YieldNanosMin) Thread.Yield();
    }

    void Tick(long now)
    {
        _nextTick = now + TickNanos;
        foreach (var client in _clients) client.Tick();
    }

    bool AllUp()
    {
        foreach (var client in _clients)
            if (!client.IsUp) return false;
        return true;
    }

    void AwaitAnswers()
    {
        var deadline = Clock.Nanos + _plan.AnswerTimeout.Ticks * 100;
        while (_pending.Count > 0 && AllUp() && Clock.Nanos < deadline) Turn(long.MaxValue);
    }

    void ClearUp()
    {
        foreach (var client in _clients)
        {
            while (client.IsUp && _source.TryNextCancel(client.Index, out var request))
            {
                while (client.IsUp && (client.Backlog > BacklogBytesMax || _inFlight[client.Index] > 1_000)) Turn(long.MaxValue);
                Note(client, request, 0, 0);
                client.Send(request);
            }
        }
        AwaitAnswers();
    }
}
