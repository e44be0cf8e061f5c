using System.Globalization;
using System.Text;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>Reads the fields of one request and remembers the first thing wrong with its form and with its content.</summary>
ref struct RequestFields(FixMessage message)
{
    static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    readonly FixMessage _message = message;

    /// <summary>What the engine is to refuse the request with.</summary>
    internal RejectReason Fault;

    /// <summary>The length or tag number that belongs to <see cref="Fault"/>.</summary>
    internal long FaultObserved;

    /// <summary>Tag of the first field that breaks the form of FIX; 0 for none.</summary>
    internal int BadTag;

    /// <summary>How it breaks it.</summary>
    internal SessionRejectReason BadReason;

    internal readonly bool Has(int tag) => _message.Has(tag);

    internal void Text<T>(int tag, ref T text, RejectReason fault, bool required = false) where T : unmanaged, IFixedText<T>
    {
        var status = _message.Get(tag, out var value);
        if (status == FieldStatus.Ok && FixedText.TrySet(ref text, value)) return;
        if (status == FieldStatus.Missing && !required) return;
        if (status != FieldStatus.Ok) Break(tag, status);
        else
        {
            Echo(tag, ref text);
            Refuse(fault, fault == RejectReason.FieldInvalid ? tag : value.Length);
        }
    }

    /// <summary>Keeps what fits of a text that is only handed back.</summary>
    internal readonly void Echo<T>(int tag, ref T text) where T : unmanaged, IFixedText<T>
    {
        var value = _message[tag];
        Span<byte> kept = stackalloc byte[Math.Min(value.Length, T.Capacity)];
        for (var i = 0; i < kept.Length; i++) kept[i] = value[i] is >= 0x20 and <= 0x7E ? value[i] : (byte)'?';
        FixedText.TrySet(ref text, kept);
    }

    internal long Decimal(int tag)
    {
        var status = _message.GetDecimal(tag, out var units);
        if (status == FieldStatus.Malformed) Break(tag, status);
        return units;
    }

    internal long PositiveQuantity(int tag)
    {
        if (!Has(tag)) Break(tag, FieldStatus.Missing);
        var units = Decimal(tag);
        if (units <= 0) Refuse(RejectReason.QuantityInvalid, 0);
        return units;
    }

    internal long Time(int tag)
    {
        var status = _message.GetTimestamp(tag, out var nanos);
        if (status == FieldStatus.Malformed) Break(tag, status);
        return nanos;
    }

    /// <summary>A date without a time (YYYYMMDD) as days since 1970-01-01; 0 when it is missing.</summary>
    internal int Date(int tag)
    {
        if (!Has(tag)) return 0;
        var value = _message[tag];
        Span<char> digits = stackalloc char[8];
        if (value.Length == digits.Length) Encoding.Latin1.GetChars(value, digits);
        if (value.Length == digits.Length && DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year >= 1970)
            return date.DayNumber - Epoch;
        Break(tag, FieldStatus.Malformed);
        return 0;
    }

    /// <summary>
    /// How the order keeps from trading with its own account or group: SelfMatchPreventionInstruction (2964), or 2362 where a client
    /// has that one only. Standard are 1 cancel the arriving order, 2 the resting one, 3 both; house values are 4 decrement, 5 allow.
    /// </summary>
    internal SelfTradePrevention SelfTradePrevention()
    {
        var tag = Has(2964) ? 2964 : 2362;
        if (!Has(tag)) return Messages.SelfTradePrevention.Default;
        if (_message.GetInt(tag, out var mode) == FieldStatus.Ok && mode is >= 1 and <= 5) return (SelfTradePrevention)mode;
        Refuse(RejectReason.FieldInvalid, tag);
        return Messages.SelfTradePrevention.Default;
    }

    /// <summary>Good till date needs its end: ExpireTime (126) or ExpireDate (432).</summary>
    internal void ExpiryFor(TimeInForce timeInForce)
    {
        if (timeInForce == TimeInForce.GoodTillDate && !Has(Tag.ExpireTime) && !Has(432)) Refuse(RejectReason.FieldInvalid, 432);
    }

    internal byte Char(int tag, byte absent = 0, bool required = false)
    {
        var status = _message.GetChar(tag, out var value);
        if (status == FieldStatus.Malformed || (status == FieldStatus.Missing && required)) Break(tag, status);
        return status == FieldStatus.Ok ? value : absent;
    }

    internal Side Side()
    {
        var side = (Side)Char(Tag.Side, required: true);
        if (side is not (Messages.Side.Buy or Messages.Side.Sell or Messages.Side.SellShort)) Refuse(RejectReason.SideInvalid, 0);
        return side;
    }

    /// <summary>The gateway's own id; what is no number of ours belongs to no order.</summary>
    internal readonly long OrderId() => _message.GetInt(Tag.OrderID, out var id) == FieldStatus.Ok ? id : Has(Tag.OrderID) ? -1 : 0;

    /// <summary>A limit needs a price above zero, a market order may not carry one; stops likewise.</summary>
    internal void PriceFor(OrderType type)
    {
        var limit = type is OrderType.Limit or OrderType.StopLimit;
        var stop = type is OrderType.Stop or OrderType.StopLimit;
        if (limit && Decimal(Tag.Price) <= 0) Refuse(RejectReason.PriceInvalid, Tag.Price);
        if (type is OrderType.Market or OrderType.MarketToLimit && Has(Tag.Price)) Refuse(RejectReason.PriceInvalid, Tag.Price);
        if (stop && Decimal(Tag.StopPx) <= 0) Refuse(RejectReason.PriceInvalid, Tag.StopPx);
    }

    /// <summary>ExecInst (18) is a list of characters parted by blanks.</summary>
    internal OrderFlags ExecInst()
    {
        var flags = OrderFlags.None;
        foreach (var instruction in _message[Tag.ExecInst])
        {
            switch (instruction)
            {
                case (byte)' ': break;
                case (byte)'6': flags |= OrderFlags.PostOnly; break;
                case (byte)'E': flags |= OrderFlags.ReduceOnly; break;
                case (byte)'G': flags |= OrderFlags.AllOrNone; break;
                default: Refuse(RejectReason.UnsupportedOrder, 0); break;
            }
        }

        return flags;
    }

    internal void Refuse(RejectReason fault, long observed)
    {
        if (Fault != RejectReason.None) return;
        Fault = fault;
        FaultObserved = observed;
    }

    void Break(int tag, FieldStatus status)
    {
        if (BadTag != 0) return;
        BadTag = tag;
        BadReason = status == FieldStatus.Missing ? SessionRejectReason.RequiredTagMissing : SessionRejectReason.IncorrectDataFormat;
    }
}
