namespace Gateway.Configuration;

/// <summary>How patient the gateway is with an exchange behind REST.</summary>
public sealed class RestVenueConfiguration
{
    /// <summary>Seconds that the exchange may take to receive a request before it must ignore it (Binance's recvWindow).</summary>
    public int ReceiveWindow { get; set; } = 5;

    /// <summary>Seconds for an answer, after which the outcome of a request is open.</summary>
    public int AnswerTimeout { get; set; } = 5;

    /// <summary>
    /// Seconds that the exchange's queries may lag behind its books: an order that they do not show counts as never placed only after
    /// <see cref="ReceiveWindow"/> and this.
    /// </summary>
    public int AbsenceMargin { get; set; } = 2;
}
