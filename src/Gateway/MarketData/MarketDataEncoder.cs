using Gateway.Engine.Matching;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.MarketData;

/// <summary>
/// Writes snapshots (W), increments (X) and refusals (Y). RptSeq (83) stands with each entry in FIX 5.0, as it does there, and once before the
/// entries in 4.2 and 4.4, whose entries do not have it: a parser that knows only the standard's groups reads all of them.
/// </summary>
sealed class MarketDataEncoder
{
    internal const int RptSeq = 83, NumberOfOrders = 346, EntryId = 278, PositionNo = 290, EntryDate = 272, EntryTime = 273, AggressorSide = 2446,
        LastFragment = 893;

    /// <summary>Bytes that an entry may need.</summary>
    internal const int EntryRoom = 224;

    /// <summary>Bytes that everything else may need.</summary>
    internal const int MessageRoom = 512;

    const long NoSequence = -1;

    readonly TimestampFormat _time = new();

    /// <summary>Sends a snapshot, or its first part.</summary>
    /// <param name="line">Whose; its sequence is that of the last change in it.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="more">Whether increments bring the rest.</param>
    /// <param name="now">Time.</param>
    internal void SendSnapshot(SubscriptionLine line, ReadOnlySpan<MarketDataEntry> entries, bool more, long now)
    {
        var fix = line.Subscription.Session.Fix;
        var isFix50 = line.Subscription.Session.Dialect == FixDialect.Fix50;
        var writer = fix.Begin(MsgType.MarketDataSnapshot, now, Room(entries.Length + 1));
        writer.WriteText(Tag.MDReqID, FixedText.AsSpan(line.Subscription.MdReqId));
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(line.Symbol));
        if (!isFix50) writer.WriteInt(RptSeq, line.Sequence);
        if (more) writer.WriteBool(LastFragment, false);
        var isEmpty = isFix50 && entries.IsEmpty;
        writer.WriteInt(Tag.NoMDEntries, isEmpty ? 1 : entries.Length);
        if (isEmpty)
        {
            writer.WriteChar(Tag.MDEntryType, EntryType.EmptyBook);
            writer.WriteInt(RptSeq, line.Sequence);
        }

        foreach (ref readonly var entry in entries)
        {
            writer.WriteChar(Tag.MDEntryType, entry.Type);
            WriteEntry(ref writer, line, in entry, isFix50 ? line.Sequence : NoSequence);
        }

        fix.Send(ref writer);
    }

    /// <summary>Sends increments; each entry takes the next number of the line.</summary>
    /// <param name="line">Whose.</param>
    /// <param name="entries">At least one, except that the rest of a snapshot may have gone while its parts were sent.</param>
    /// <param name="isFragment">They continue a snapshot.</param>
    /// <param name="isLast">And end it.</param>
    /// <param name="now">Time.</param>
    internal void SendIncrements(SubscriptionLine line, ReadOnlySpan<MarketDataEntry> entries, bool isFragment, bool isLast, long now)
    {
        var fix = line.Subscription.Session.Fix;
        var isFix50 = line.Subscription.Session.Dialect == FixDialect.Fix50;
        var writer = fix.Begin(MsgType.MarketDataIncremental, now, Room(entries.Length));
        writer.WriteText(Tag.MDReqID, FixedText.AsSpan(line.Subscription.MdReqId));
        if (!isFix50) writer.WriteInt(RptSeq, line.Sequence + entries.Length);
        if (isFragment) writer.WriteBool(LastFragment, isLast);
        writer.WriteInt(Tag.NoMDEntries, entries.Length);
        foreach (ref readonly var entry in entries)
        {
            line.Sequence++;
            writer.WriteChar(Tag.MDUpdateAction, entry.Action);
            writer.WriteChar(Tag.MDEntryType, entry.Type);
            if (entry.OrderId != 0) writer.WriteInt(EntryId, entry.OrderId);
            writer.WriteText(Tag.Symbol, FixedText.AsSpan(line.Symbol));
            WriteEntry(ref writer, line, in entry, isFix50 ? line.Sequence : NoSequence);
        }

        fix.Send(ref writer);
    }

    /// <summary>Refuses a request.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="mdReqId">Its id.</param>
    /// <param name="reason">MDReqRejReason (281), or 0 for none that the standard knows.</param>
    /// <param name="text">The reason in words.</param>
    /// <param name="now">Time.</param>
    internal static void SendReject(FixSession session, in Text64 mdReqId, char reason, string text, long now)
    {
        var writer = session.Begin(MsgType.MarketDataRequestReject, now);
        writer.WriteText(Tag.MDReqID, FixedText.AsSpan(in mdReqId));
        if (reason != 0) writer.WriteChar(Tag.MDReqRejReason, reason);
        writer.WriteText(Tag.Text, text);
        session.Send(ref writer);
    }

    /// <summary>Bytes to ask for so many entries.</summary>
    internal static int Room(int entries) => MessageRoom + entries * EntryRoom;

    void WriteEntry(ref FixWriter writer, SubscriptionLine line, in MarketDataEntry entry, long sequence)
    {
        // A market order in a call stands beyond every price: 0.
        writer.WriteDecimal(270, Math.Abs(entry.PriceTicks) == Book.PriceTicksMax ? 0 : entry.PriceTicks * line.Image!.Tick.Raw);
        if (entry.Action != UpdateAction.Delete) writer.WriteDecimal(271, entry.Lots * line.Image!.Lot.Raw);
        if (entry.Type == EntryType.Trade) WriteTime(ref writer, entry.Time);
        if (entry.OrderId != 0) writer.WriteInt(Tag.OrderID, entry.OrderId);
        if (entry.Orders != 0) writer.WriteInt(NumberOfOrders, entry.Orders);
        if (entry.Position != 0) writer.WriteInt(PositionNo, entry.Position);
        if (sequence != NoSequence) writer.WriteInt(RptSeq, sequence);
        // Younger than the dictionaries that peers use: the last field of a trade, which is the last entry of its message.
        if (entry.Aggressor != 0) writer.WriteInt(AggressorSide, entry.Aggressor);
    }

    void WriteTime(ref FixWriter writer, long nanos)
    {
        Span<byte> stamp = stackalloc byte[TimestampFormat.LengthMax];
        var length = _time.Write(stamp, nanos, TimestampPrecision.Micros);
        writer.WriteText(EntryDate, stamp[..8]);
        writer.WriteText(EntryTime, stamp[9..length]);
    }
}
