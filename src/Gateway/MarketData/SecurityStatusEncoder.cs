using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.MarketData;

/// <summary>
/// Writes what a market is doing (SecurityStatus, f). SecurityTradingStatus (326) has no word for each of our states, TradingSessionSubID (625, not
/// in 4.2) and the text have.
/// </summary>
static class SecurityStatusEncoder
{
    const int Unsolicited = 325, TradingStatus = 326, TradingSessionId = 336, TradingSessionSubId = 625, UnknownOrInvalid = 20;

    internal static void Send(SubscriptionLine line, bool isUpdate, long now)
    {
        var session = line.Subscription.Session;
        var state = line.Image!.State;
        var writer = session.Fix.Begin(MsgType.SecurityStatus, now);
        writer.WriteText(SecurityStatusParser.SecurityStatusReqId, FixedText.AsSpan(line.Subscription.MdReqId));
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(line.Symbol));
        writer.WriteText(TradingSessionId, "DAY"u8);
        if (session.Dialect != FixDialect.Fix42) writer.WriteInt(TradingSessionSubId, PhaseOf(state));
        writer.WriteBool(Unsolicited, isUpdate);
        writer.WriteInt(TradingStatus, StatusOf(state, session.Dialect));
        writer.WriteTimestamp(Tag.TransactTime, now, TimestampPrecision.Micros);
        writer.WriteText(Tag.Text, TextOf(state));
        session.Fix.Send(ref writer);
    }

    /// <summary>Answers a request that cannot be met.</summary>
    internal static void SendRefusal(FixSession session, in Text64 id, in Text24 symbol, string text, long now)
    {
        var writer = session.Begin(MsgType.SecurityStatus, now);
        writer.WriteText(SecurityStatusParser.SecurityStatusReqId, FixedText.AsSpan(in id));
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(in symbol));
        writer.WriteInt(TradingStatus, UnknownOrInvalid);
        writer.WriteText(Tag.Text, text);
        session.Send(ref writer);
    }

    // 2 halt, 5 price indication, 17 ready to trade, 18 not available for trading; 21 pre-open and 22 opening rotation came after 4.2.
    static int StatusOf(MarketState state, FixDialect dialect) => state switch
    {
        MarketState.Open => 17,
        MarketState.PreOpen => dialect == FixDialect.Fix42 ? 5 : 21,
        MarketState.OpeningAuction => dialect == FixDialect.Fix42 ? 5 : 22,
        MarketState.Halted => 2,
        MarketState.Closed => 18,
        _ => 5,
    };

    // 1 pre-trading, 2 opening auction, 3 continuous, 4 closing auction, 5 post-trading, 6 intraday auction, 7 quiescent.
    static int PhaseOf(MarketState state) => state switch
    {
        MarketState.PreOpen => 1,
        MarketState.OpeningAuction => 2,
        MarketState.Open => 3,
        MarketState.ClosingAuction => 4,
        MarketState.Closed => 5,
        MarketState.VolatilityAuction => 6,
        _ => 7,
    };

    static ReadOnlySpan<byte> TextOf(MarketState state) => state switch
    {
        MarketState.Open => "OPEN"u8,
        MarketState.PreOpen => "PRE_OPEN"u8,
        MarketState.OpeningAuction => "OPENING_AUCTION"u8,
        MarketState.ClosingAuction => "CLOSING_AUCTION"u8,
        MarketState.VolatilityAuction => "VOLATILITY_AUCTION"u8,
        MarketState.Halted => "HALTED"u8,
        _ => "CLOSED"u8,
    };
}
