namespace Gateway.Venues.Rest;

/// <summary>How to reach an exchange that speaks Binance Spot's REST dialect, and how patient to be with it.</summary>
public sealed record RestVenueOptions
{
    /// <summary>Name of the venue.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the venue, from 1.</summary>
    public required ushort Venue { get; init; }

    /// <summary>Root of the REST interface, for example <c>http://127.0.0.1:8100</c>.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Root of the streams, for example <c>ws://127.0.0.1:8100</c>.</summary>
    public required Uri StreamAddress { get; init; }

    /// <summary>The API key.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Its secret.</summary>
    public required string ApiSecret { get; init; }

    /// <summary>The installation's mark in client order ids; see <see cref="ClientOrderIds"/>.</summary>
    public required string Installation { get; init; }

    /// <summary>What is traded there.</summary>
    public required IReadOnlyList<VenueInstrument> Instruments { get; init; }

    /// <summary>Requests that may wait for the adapter's thread.</summary>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>How long the exchange may take to receive a request before it must ignore it (recvWindow, at most 60 s).</summary>
    public TimeSpan ReceiveWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for an answer, after which the outcome is open.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at the open orders. The look is always on: streams lose frames while they look healthy.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Shortest time between two quotes of an instrument.</summary>
    public TimeSpan QuoteInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>First wait before asking again for an open outcome or connecting again; it doubles up to <see cref="BackOffMax"/>.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest such wait.</summary>
    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an order may be missing at the exchange's query side after the receive window: clock skew and data lag.</summary>
    public TimeSpan AbsenceMargin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many queries in a row must miss an order before it counts as never received.</summary>
    public int AbsencesRequired { get; init; } = 3;

    /// <summary>Request weight a minute that the exchange grants.</summary>
    public int WeightPerMinute { get; init; } = 6000;

    /// <summary>Orders per ten seconds that the exchange grants.</summary>
    public int OrdersPerTenSeconds { get; init; } = 100;

    /// <summary>Finished orders that are remembered, so that late and repeated frames are known for what they are.</summary>
    public int FinishedOrdersMax { get; init; } = 10_000;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The way to the exchange.</summary>
    internal RestNetwork Network { get; init; } = RestNetwork.Machine;
}
