using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>It is an execution, but price, quantity or total cannot be read, or nothing tells it from another one.</summary>
    public bool IsUnusable;

    /// <summary>
    /// Reads whatever can be read: a field that nobody needs, or a value that nobody knows, must not cost a fill. Without an id of ours <see cref="OrderId"/> is 0.
    /// </summary>
    public static FixReport Read(in FixMessage message, ClientOrderIds ids)
    {
        var report = default(FixReport);
        // What an exchange does of its own accord may name the order by 41 alone.
        if (!ids.TryParse(message[Tag.ClOrdID], out report.OrderId, out report.Revision) && !ids.TryParse(message[Tag.OrigClOrdID], out report.OrderId, out report.Revision))
            report.OrderId = 0;
        message.GetChar(Tag.ExecType, out report.ExecType);
        // FIX 4.2's fills.
        if (report.ExecType is (byte)'1' or (byte)'2') report.ExecType = (byte)Messages.ExecType.Trade;
        message.GetChar(Tag.OrdStatus, out report.OrdStatus);
        message.GetChar(Tag.Side, out var side);
        report.Side = (Side)side;
        FixedText.TrySet(ref report.VenueOrderId, message[Tag.OrderID]);
        FixedText.TrySet(ref report.Symbol, message[Tag.Symbol]);
        FixedText.TrySet(ref report.FeeAsset, message[CommCurrency]);
        report.Text = VenueText.Clip40(System.Text.Encoding.Latin1.GetString(message[Tag.Text]));
        message.GetInt(Tag.OrdRejReason, out report.RejectReason);
        report.Question = QuestionOf(message[OrderEncoder.OrdStatusReqID]);
        report.Liquidity = message.GetInt(LastLiquidityInd, out var liquidity) == FieldStatus.Ok ? (Liquidity)liquidity : Liquidity.None;
        ReadAmounts(in message, ref report);
        ReadExecId(message[Tag.ExecID], ref report);
        return report;
    }

    static void ReadAmounts(in FixMessage message, ref FixReport report)
    {
        Decimal(message[Tag.Price], out report.Price);
        Decimal(message[Tag.OrderQty], out report.Quantity);
        Decimal(message[Tag.AvgPx], out report.AveragePrice);
        Decimal(message[Tag.Commission], out report.Fee);
        var isReadable = Decimal(message[Tag.LastPx], out report.LastPrice) & Decimal(message[Tag.LastQty], out report.LastQuantity) & Decimal(message[Tag.CumQty], out report.Cum);
        report.IsUnusable = report.ExecType == (byte)Messages.ExecType.Trade && (!isReadable || report.LastPrice == 0);
    }

    // Each execution has an id of its own, whatever the exchange makes of 17: one that is too long is known by its hash, one that is missing by what it says.
    static void ReadExecId(ReadOnlySpan<byte> id, ref FixReport report)
    {
        if (!id.IsEmpty && FixedText.TrySet(ref report.ExecId, id)) return;
        if (id.IsEmpty)
        {
            report.IsUnusable |= report.ExecType == (byte)Messages.ExecType.Trade && report.Cum == 0;
            id = Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{report.ExecType}.{report.OrdStatus}.{report.Revision}.{report.Cum}.{report.Price}.{report.Quantity}"));
        }

        report.ExecId = Text40.From(Convert.ToHexString(SHA256.HashData(id).AsSpan(0, Text40.Capacity / 2)));
    }

    /// <summary>The number of the status request that is answered; 0 when the exchange does not tell.</summary>
    static long QuestionOf(ReadOnlySpan<byte> requestId)
        => FieldParser.TryInteger(requestId[(requestId.LastIndexOf((byte)'.') + 1)..], out var number) ? number : 0;

    /// <summary>More places than we hold are cut; false when it is there and is no number.</summary>
    static bool Decimal(ReadOnlySpan<byte> text, out long raw)
    {
        var point = text.IndexOf((byte)'.');
        var places = text.Length - point - 1;
        if (point >= 0 && places > FixedPoint.Places && !text[^(places - FixedPoint.Places)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')) text = text[..(point + 1 + FixedPoint.Places)];
        raw = 0;
        return text.IsEmpty || FieldParser.TryDecimal(text, out raw);
    }
}
