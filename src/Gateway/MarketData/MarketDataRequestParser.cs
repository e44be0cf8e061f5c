using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.MarketData;

/// <summary>Why a well-formed market data request is refused (Y).</summary>
/// <param name="Reason">MDReqRejReason (281); 0 for none that the standard knows.</param>
/// <param name="Text">In words.</param>
readonly record struct MarketDataRefusal(char Reason, string Text);

/// <summary>Reads a MarketDataRequest (V).</summary>
static class MarketDataRequestParser
{
    static ReadOnlySpan<int> SymbolMembers => [Tag.Symbol, 65, 48, 22, 460, 461, 167, 762, 200, 541, 207, 106, 107, 15, 201, 202, 206, 231, 223, 1227];

    /// <summary>What cannot be answered because the message lacks it or breaks its form; Accepted when it is whole.</summary>
    internal static FixVerdict CheckForm(in FixMessage message, ref Text64 mdReqId)
    {
        if (!message.Has(Tag.MDReqID)) return Missing(Tag.MDReqID);
        if (!FixedText.TrySet(ref mdReqId, message[Tag.MDReqID])) return FixVerdict.SessionReject(SessionRejectReason.ValueIncorrect, Tag.MDReqID);
        if (message.GetChar(Tag.SubscriptionRequestType, out var action) != FieldStatus.Ok) return Broken(in message, Tag.SubscriptionRequestType);
        if (action == (byte)MarketDataAction.Unsubscribe) return FixVerdict.Accepted;
        if (message.GetInt(Tag.MarketDepth, out _) != FieldStatus.Ok) return Broken(in message, Tag.MarketDepth);
        if (message.GetInt(Tag.NoMDEntryTypes, out _) != FieldStatus.Ok) return Broken(in message, Tag.NoMDEntryTypes);
        return message.GetInt(Tag.NoRelatedSym, out _) != FieldStatus.Ok ? Broken(in message, Tag.NoRelatedSym) : FixVerdict.Accepted;
    }

    /// <summary>The terms of a request whose form is right.</summary>
    internal static MarketDataRefusal? Terms(in FixMessage message, int depthMax, out MarketDataTerms terms)
    {
        terms = default;
        message.GetChar(Tag.SubscriptionRequestType, out var action);
        if (action is not ((byte)'0' or (byte)'1' or (byte)'2')) return new('4', "SUBSCRIPTION_TYPE: 263 is 0, 1 or 2");
        terms = new() { Action = (MarketDataAction)action };
        if (action == (byte)MarketDataAction.Unsubscribe) return null;
        message.GetInt(Tag.MarketDepth, out var depth);
        if (depth < 0 || depth > depthMax) return new('5', $"MARKET_DEPTH: limit={depthMax} observed={depth}; 264=0 is the whole book");
        var updates = message.GetChar(Tag.MDUpdateType, out var update) == FieldStatus.Ok ? update : (byte)'1';
        if (updates is not ((byte)'0' or (byte)'1')) return new('6', "UPDATE_TYPE: 265 is 0 or 1");
        var perOrder = message[266].SequenceEqual("N"u8);
        if (perOrder && depth != 0) return new('7', "AGGREGATED_BOOK: each order (266=N) is for the whole book (264=0)");
        terms = terms with { Depth = (int)depth, PerOrder = perOrder, FullRefresh = updates == (byte)'0' };
        return EntryTypes(in message, ref terms);
    }

    static MarketDataRefusal? EntryTypes(in FixMessage message, ref MarketDataTerms terms)
    {
        var types = message.Group(Tag.NoMDEntryTypes, [Tag.MDEntryType]);
        while (types.MoveNext())
        {
            var type = types[Tag.MDEntryType];
            switch (type is [var single] ? single : 0)
            {
                case EntryType.Bid: terms = terms with { Bids = true }; break;
                case EntryType.Offer: terms = terms with { Offers = true }; break;
                case EntryType.Trade: terms = terms with { Trades = true }; break;
                case EntryType.AuctionClearingPrice: terms = terms with { Auction = true }; break;
                default: return new('8', "ENTRY_TYPE: 269 is 0 bid, 1 offer, 2 trade or Q auction clearing price");
            }
        }

        return terms.WantsBook || terms.Trades || terms.Auction ? null : new('8', "ENTRY_TYPE: none is named");
    }

    /// <summary>The instruments, each once.</summary>
    internal static MarketDataRefusal? Symbols(in FixMessage message, HashSet<Text24> symbols)
    {
        var group = message.Group(Tag.NoRelatedSym, SymbolMembers);
        while (group.MoveNext())
        {
            var symbol = default(Text24);
            if (!FixedText.TrySet(ref symbol, group[Tag.Symbol]) || FixedText.IsEmpty(in symbol))
                return new('0', "INSTRUMENT_NOT_FOUND: a symbol has 1 to 24 characters");
            symbols.Add(symbol);
        }

        return symbols.Count > 0 ? null : new('0', "INSTRUMENT_NOT_FOUND: none is named");
    }

    static FixVerdict Broken(in FixMessage message, int tag)
        => message.Has(tag) ? FixVerdict.SessionReject(SessionRejectReason.IncorrectDataFormat, tag) : Missing(tag);

    static FixVerdict Missing(int tag) => FixVerdict.SessionReject(SessionRejectReason.RequiredTagMissing, tag);
}
