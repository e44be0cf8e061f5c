using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Fix;

/// <summary>What the exchange says over the session. While the gateway has no room the message stays unread and TCP pushes back.</summary>
sealed class VenueApplication(VenueReporter reporter, ReportFlow reports, QuoteBoard quotes, ClientOrderIds ids, string venue, ILogger logger) : FixApplication
{
    static readonly int[] QuoteEntryTags = [Tag.MDEntryType, Tag.MDEntryPx, Tag.MDEntrySize];

    /// <summary>Set right after construction: the session stands between the two.</summary>
    public FixRequests? Requests { get; set; }

    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        if (!reporter.IsClear) return FixVerdict.Busy;
        switch (message.MsgType)
        {
            case MsgType.ExecutionReport:
                return TakeReport(in message, in context);
            case MsgType.OrderCancelReject:
                TakeCancelReject(in message);
                return FixVerdict.Accepted;
            case MsgType.BusinessMessageReject:
                TakeReject(in message);
                return FixVerdict.Accepted;
            case MsgType.MarketDataSnapshot:
                if (!context.PossDup) TakeQuote(in message); // A resent price is an old one.
                return FixVerdict.Accepted;
            case MsgType.MarketDataRequestReject:
                return FixVerdict.Accepted;
            default:
                return FixVerdict.BusinessReject(BusinessRejectReason.UnsupportedMessageType);
        }
    }

    public override void OnAdmin(FixSession session, in FixMessage message, long now)
    {
        if (message.MsgType == MsgType.Reject) TakeReject(in message);
    }

    public override void OnLogon(FixSession session, long now)
    {
        reporter.SetState(VenueState.Up, "logged on");
        Requests!.Resume(now);
    }

    public override void OnLogout(FixSession session, DisconnectReason reason, long now)
    {
        reporter.SetState(VenueState.Down, $"session ended: {reason}");
        quotes.Withdraw();
        Requests!.Suspend();
    }

    public override void OnEvent(FixSession session, string text, long now) => logger.LogInformation("{Venue}: {Event}", venue, text);

    FixVerdict TakeReport(in FixMessage message, in MessageContext context)
    {
        var report = FixReport.Read(in message, ids);
        report.PossibleDuplicate = context.PossDup || context.PossResend;
        if (report.OrderId == 0 && !reports.TryRecognise(ref report))
        {
            reports.Disown(in report);
            return FixVerdict.Accepted;
        }

        if (report.IsUnusable)
        {
            logger.LogError("{Venue}: an execution of order {OrderId} cannot be read; its status is asked for: {Report}", venue, report.OrderId, TextOfAll(in message));
            Requests!.AskAgain(report.OrderId, context.Now);
            return FixVerdict.Accepted;
        }

        if (reports.Apply(in report)) Requests!.AskOlder(report.OrderId, context.Now);
        return FixVerdict.Accepted;
    }

    void TakeCancelReject(in FixMessage message)
    {
        message.GetChar(Tag.CxlRejResponseTo, out var responseTo);
        if (ids.TryParse(message[Tag.ClOrdID], out var orderId, out var revision))
            reports.Refuse(responseTo == '2' ? VenueAction.Replace : VenueAction.Cancel, orderId, revision, TextOf(in message));
    }

    void TakeReject(in FixMessage message)
    {
        if (message.GetInt(Tag.RefSeqNum, out var number) == FieldStatus.Ok) Requests!.Refused(number, TextOf(in message));
    }

    void TakeQuote(in FixMessage message)
    {
        var quote = new VenueQuote();
        var entries = message.Group(Tag.NoMDEntries, QuoteEntryTags);
        while (entries.MoveNext())
        {
            var isBid = entries[Tag.MDEntryType].SequenceEqual("0"u8);
            if (entries.GetDecimal(Tag.MDEntryPx, out var price) != FieldStatus.Ok || entries.GetDecimal(Tag.MDEntrySize, out var size) != FieldStatus.Ok) continue;
            if (isBid) (quote.BidPrice, quote.BidQuantity) = (new(price), new(size));
            else (quote.AskPrice, quote.AskQuantity) = (new(price), new(size));
        }

        quotes.Set(System.Text.Encoding.ASCII.GetString(message[Tag.Symbol]), quote.BidPrice, quote.BidQuantity, quote.AskPrice, quote.AskQuantity);
    }

    static string TextOfAll(in FixMessage message) => System.Text.Encoding.Latin1.GetString(message.Bytes).Replace('\u0001', '|');

    static string TextOf(in FixMessage message) => System.Text.Encoding.Latin1.GetString(message[Tag.Text]);
}
