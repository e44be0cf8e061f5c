using Gateway.Configuration;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>
/// Turns the hours of instruments into commands at their time: the engine knows no time zones, and what the schedule did is journaled like
/// an operator's act. Steps that a stopped gateway missed are made up for, in order.
/// </summary>
sealed class MarketSchedule
{
    static readonly TimeSpan MissedMax = TimeSpan.FromDays(7);

    readonly Lock _lock = new(); // Hours change on an operator's thread.
    readonly List<(string Symbol, MarketHoursConfiguration Hours, TimeZoneInfo Zone)> _markets;
    readonly Queue<Inbound> _due = new();
    DateTime _last;

    /// <param name="configuration">Whose instruments.</param>
    /// <param name="journaled">How far the journal had come (UTC); the epoch for a new one, where only the present states count.</param>
    /// <param name="now">The present (UTC).</param>
    internal MarketSchedule(GatewayConfiguration configuration, DateTime journaled, DateTime now)
    {
        _markets = [.. configuration.Instruments.Where(instrument => instrument.Hours is not null).Select(instrument => Market(instrument.Symbol, instrument.Hours!))];
        _last = now - MissedMax;
        if (journaled > _last) _last = journaled;
        else
        {
            foreach (var market in _markets) AddPresent(market, now);
            _last = now;
        }
    }

    /// <summary>An instrument is new or has other hours: its market takes the state that they say for the present. Without hours it stays as it is.</summary>
    internal void Change(InstrumentConfiguration instrument)
    {
        lock (_lock)
        {
            _markets.RemoveAll(market => market.Symbol == instrument.Symbol);
            if (instrument.Hours is null) return;
            _markets.Add(Market(instrument.Symbol, instrument.Hours));
            AddPresent(_markets[^1], _last);
        }
    }

    /// <summary>Publishes the steps that have come; what finds the ring full comes with the next call.</summary>
    internal void Run(DateTime now, Func<Inbound, bool> publish)
    {
        lock (_lock) Publish(now, publish);
    }

    static (string Symbol, MarketHoursConfiguration Hours, TimeZoneInfo Zone) Market(string symbol, MarketHoursConfiguration hours)
        => (symbol, hours, TimeZoneInfo.FindSystemTimeZoneById(hours.TimeZone));

    // The last step is the state now.
    void AddPresent((string Symbol, MarketHoursConfiguration Hours, TimeZoneInfo Zone) market, DateTime now)
    {
        if (Steps(market, now - MissedMax, now).LastOrDefault() is { Kind: not InboundKind.None } present) _due.Enqueue(present);
    }

    void Publish(DateTime now, Func<Inbound, bool> publish)
    {
        foreach (var step in _markets.SelectMany(market => Steps(market, _last, now))) _due.Enqueue(step);
        _last = now > _last ? now : _last;
        while (_due.TryPeek(out var step) && publish(step)) _due.Dequeue();
    }

    // Steps after one instant, up to another, in order.
    static IEnumerable<Inbound> Steps((string Symbol, MarketHoursConfiguration Hours, TimeZoneInfo Zone) market, DateTime after, DateTime until)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(after, market.Zone)).AddDays(-1);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(until, market.Zone));
        for (; day <= last; day = day.AddDays(1))
        {
            if (!Trades(market.Hours, day.DayOfWeek)) continue;
            foreach (var step in market.Hours.Steps)
            {
                var at = ToUtc(day.ToDateTime(step.At), market.Zone);
                if (at > after && at <= until) yield return Step(market.Symbol, step.State);
            }
        }
    }

    static bool Trades(MarketHoursConfiguration hours, DayOfWeek day)
        => hours.Days.Count == 0 ? day is not (DayOfWeek.Saturday or DayOfWeek.Sunday) : hours.Days.Contains(day);

    // A time that the change to summer time leaves out comes an hour later.
    static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
        => TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);

    static Inbound Step(string symbol, MarketState state)
    {
        var step = new Inbound { Kind = InboundKind.MarketStateSet };
        step.MarketStateSet = new() { Symbol = Text24.From(symbol), State = state, By = Text16.From("schedule") };
        return step;
    }
}
