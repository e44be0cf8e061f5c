using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Venues.Fix;

/// <summary>What an execution report (8) says, read once.</summary>
struct FixReport
{
    const int LastLiquidityInd = 851;
    const int CommCurrency = 479;

    public long OrderId;
    public int Revision;
    public byte ExecType;
    public byte OrdStatus;
    public Side Side;
    public Text40 VenueOrderId;
    public Text40 ExecId;
    public Text24 Symbol;
    public Text16 FeeAsset;
    public Text40 Text;
    public long Price;
    public long Quantity;
    public long LastPrice;
    public long LastQuantity;
    public long Cum;
    public long AveragePrice;
    public long Fee;
    public long RejectReason;
    public long Question;
    public Liquidity Liquidity;
    public bool PossibleDuplicate;

    /// <summary>False when it is not about an order of ours, or a number in it is malformed.</summary>
    public static bool TryRead(in FixMessage message, ClientOrderIds ids, out FixReport report)
    {
        report = default;
        if (!ids.TryParse(message[Tag.ClOrdID], out report.OrderId, out report.Revision)) return false;
        message.GetChar(Tag.ExecType, out report.ExecType);
        message.GetChar(Tag.OrdStatus, out report.OrdStatus);
        message.GetChar(Tag.Side, out var side);
        report.Side = (Side)side;
        FixedText.TrySet(ref report.VenueOrderId, message[Tag.OrderID]);
        FixedText.TrySet(ref report.ExecId, message[Tag.ExecID]);
        FixedText.TrySet(ref report.Symbol, message[Tag.Symbol]);
        FixedText.TrySet(ref report.FeeAsset, message[CommCurrency]);
        report.Text = VenueText.Clip40(System.Text.Encoding.Latin1.GetString(message[Tag.Text]));
        message.GetInt(Tag.OrdRejReason, out report.RejectReason);
        report.Question = QuestionOf(message[OrderEncoder.OrdStatusReqID]);
        report.Liquidity = message.GetInt(LastLiquidityInd, out var liquidity) == FieldStatus.Ok ? (Liquidity)liquidity : Liquidity.None;
        return Decimal(in message, Tag.Price, out report.Price) & Decimal(in message, Tag.OrderQty, out report.Quantity)
               & Decimal(in message, Tag.LastPx, out report.LastPrice) & Decimal(in message, Tag.LastQty, out report.LastQuantity)
               & Decimal(in message, Tag.CumQty, out report.Cum) & Decimal(in message, Tag.Commission, out report.Fee)
               & AverageOf(in message, out report.AveragePrice);
    }

    /// <summary>The number of the status request that is answered; 0 when the exchange does not tell.</summary>
    static long QuestionOf(ReadOnlySpan<byte> requestId)
        => FieldParser.TryInteger(requestId[(requestId.LastIndexOf((byte)'.') + 1)..], out var number) ? number : 0;

    /// <summary>An average may have more places than we hold; it is cut, and used only where no exact price exists.</summary>
    static bool AverageOf(in FixMessage message, out long average)
    {
        var text = message[Tag.AvgPx];
        var point = text.IndexOf((byte)'.');
        if (point >= 0 && text.Length > point + 1 + FixedPoint.Places) text = text[..(point + 1 + FixedPoint.Places)];
        average = 0;
        return text.IsEmpty || FieldParser.TryDecimal(text, out average);
    }

    static bool Decimal(in FixMessage message, int tag, out long raw) => message.GetDecimal(tag, out raw) != FieldStatus.Malformed;
}
