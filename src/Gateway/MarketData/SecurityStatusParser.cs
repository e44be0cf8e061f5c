using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.MarketData;

/// <summary>Reads a SecurityStatusRequest (e).</summary>
static class SecurityStatusParser
{
    internal const int SecurityStatusReqId = 324;

    /// <summary>Accepted when its form is right; whether it can be met is another question.</summary>
    internal static FixVerdict Read(in FixMessage message, ref Text64 id, out Text24 symbol, out MarketDataTerms terms)
    {
        (symbol, terms) = (default, default);
        if (!message.Has(SecurityStatusReqId)) return Missing(SecurityStatusReqId);
        if (!FixedText.TrySet(ref id, message[SecurityStatusReqId])) return Wrong(SecurityStatusReqId);
        if (!message.Has(Tag.SubscriptionRequestType)) return Missing(Tag.SubscriptionRequestType);
        if (message.GetChar(Tag.SubscriptionRequestType, out var action) != FieldStatus.Ok) return Wrong(Tag.SubscriptionRequestType);
        if (!message.Has(Tag.Symbol)) return Missing(Tag.Symbol);
        if (!FixedText.TrySet(ref symbol, message[Tag.Symbol])) return Wrong(Tag.Symbol);
        terms = new() { Action = (MarketDataAction)action, Status = true };
        return FixVerdict.Accepted;
    }

    static FixVerdict Missing(int tag) => FixVerdict.SessionReject(SessionRejectReason.RequiredTagMissing, tag);

    static FixVerdict Wrong(int tag) => FixVerdict.SessionReject(SessionRejectReason.ValueIncorrect, tag);
}
