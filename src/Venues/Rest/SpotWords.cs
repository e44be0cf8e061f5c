using Gateway.Messages;

namespace Gateway.Venues.Rest;

/// <summary>Our words in Binance's, and back.</summary>
static class SpotWords
{
    public static string Side(Side side) => side == Messages.Side.Buy ? "BUY" : "SELL";

    public static string Type(in VenueOrder order)
        => order.Type == OrderType.Market ? "MARKET" : OrderTerms.IsPostOnly(in order) ? "LIMIT_MAKER" : "LIMIT";

    /// <summary>A market that never closes knows no day: a day order rests until it is cancelled. Null where none may be given.</summary>
    public static string? TimeInForce(in VenueOrder order)
    {
        if (order.Type == OrderType.Market || OrderTerms.IsPostOnly(in order)) return null;
        return order.TimeInForce switch
        {
            Messages.TimeInForce.ImmediateOrCancel => "IOC",
            Messages.TimeInForce.FillOrKill => "FOK",
            _ => "GTC",
        };
    }

    public static bool IsTerminal(string status) => status is "FILLED" or "CANCELED" or "EXPIRED" or "EXPIRED_IN_MATCH" or "REJECTED";

    /// <summary>How the end of an order is told; none when its fills tell it.</summary>
    public static VenueReportType Ending(string status) => status switch
    {
        "CANCELED" => VenueReportType.Canceled,
        "EXPIRED" or "EXPIRED_IN_MATCH" => VenueReportType.Expired,
        "REJECTED" => VenueReportType.Rejected,
        _ => VenueReportType.None,
    };
}
