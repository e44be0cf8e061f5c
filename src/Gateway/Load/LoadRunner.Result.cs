using Gateway.Messages;

namespace Gateway.Load;

sealed partial class LoadRunner
{
    long _start;

    LoadResult Result(long end, CollectionFacts collections, bool stopped) => new()
    {
        PlannedRate = _plan.InFlight > 0 ? 0 : _plan.Rate,
        AchievedRate = _answered / Math.Max(1e-9, (end - _start) / 1e9),
        Seconds = (end - _start) / 1e9,
        Sent = _sent,
        Answered = _answered,
        Late = _late,
        LateNanosMax = _lateNanosMax,
        Accepted = Tally.Accepted,
        Fills = Tally.Fills,
        Cancelled = Tally.Cancelled,
        Replaced = Tally.Replaced,
        Expired = Tally.Expired,
        Refusals = Tally.Refusals,
        Bought = Decimal(Tally.Bought),
        Sold = Decimal(Tally.Sold),
        Rows = _histograms.Rows(planned: _plan.InFlight == 0),
        Checks = Checks(),
        Collections = collections,
        Machine = MachineFacts.Here(),
        Stopped = stopped,
    };

    /// <summary>Writes the interval log of the run.</summary>
    internal void WriteLog(string path, LoadResult result) =>
        _histograms.Write(path, Clock.UtcMillis(_start), Clock.UtcMillis(_start + (long)(result.Seconds * 1e9)));

    List<LoadCheck> Checks()
    {
        var gaps = _clients.Sum(client => client.GapCount);
        var sessionRejects = _clients.Sum(client => client.SessionRejectCount);
        var faults = _clients.Where(client => client.Fault is not null).Select(client => $"{client.CompId}: {client.Fault}").ToArray();
        List<LoadCheck> checks =
        [
            new("every request is answered", _missing == 0 && _answered == _sent, $"{_sent} sent, {_answered} answered"),
            new("sequence numbers have no gap", gaps == 0, $"{gaps} gaps"),
            new("no message is refused by the session", sessionRejects == 0,
                sessionRejects == 0 ? "0 rejects" : $"{sessionRejects} rejects, the last: {_clients.Max(client => client.LastEvent)}"),
            new("sessions stay up", faults.Length == 0, faults.Length == 0 ? $"{_clients.Length} of {_clients.Length}" : string.Join(", ", faults)),
        ];
        if (_plan.OwnsFlow) checks.Add(new("what was bought was sold", Tally.Bought == Tally.Sold, $"{Decimal(Tally.Bought)} bought, {Decimal(Tally.Sold)} sold"));
        return checks;
    }

    static decimal Decimal(Int128 units) => (decimal)units / FixedPoint.One;

    /// <summary>Counters of the collector at one moment.</summary>
    readonly record struct Collections(int Gen0, int Gen1, int Gen2, TimeSpan Pause, long Bytes)
    {
        internal static Collections Now() => new(
            GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2), GC.GetTotalPauseDuration(), GC.GetAllocatedBytesForCurrentThread());

        internal CollectionFacts Until(Collections later, long requests) => new(
            later.Gen0 - Gen0,
            later.Gen1 - Gen1,
            later.Gen2 - Gen2,
            (long)(later.Pause - Pause).TotalMicroseconds,
            Math.Round((later.Bytes - Bytes) / (double)Math.Max(1, requests), 2));
    }
}
