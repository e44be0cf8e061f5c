namespace Gateway.Venues.Rest;

/// <summary>What an answer, or its absence, proves about a request.</summary>
enum Outcome
{
    /// <summary>It was carried out.</summary>
    Confirmed,

    /// <summary>It was refused for good.</summary>
    Refused,

    /// <summary>It never left.</summary>
    Denied,

    /// <summary>Nothing: it may or may not have been carried out.</summary>
    Ambiguous,
}

/// <summary>Binance's words for outcomes, after "HTTP Return Codes" and errors.md of its API.</summary>
static class OutcomeRules
{
    public const int UnexpectedAnswer = -1006;
    public const int Timeout = -1007;
    public const int BadTimestamp = -1021;
    public const int OrderRejected = -2010;
    public const int CancelRejected = -2011;
    public const int NoSuchOrder = -2013;

    /// <summary>
    /// The code in the body wins over the status: -1006 and -1007 mean "sent on, fate unknown" whatever the status. Only statuses
    /// that the exchange defines as refusals are refusals; 409, 5xx and all that is not expected here prove nothing.
    /// </summary>
    public static Outcome Classify(int status, int code) => (status, code) switch
    {
        (_, UnexpectedAnswer or Timeout) => Outcome.Ambiguous,
        ( >= 200 and < 300, _) => Outcome.Confirmed,
        (400 or 401 or 403 or 418 or 429, _) => Outcome.Refused,
        _ => Outcome.Ambiguous,
    };
}
