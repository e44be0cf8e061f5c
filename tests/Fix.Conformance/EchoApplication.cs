using System.Text;
using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;

namespace Gateway.Fix.Conformance;

/// <summary>
/// The application that session-layer acceptance definitions expect behind an acceptor: it echoes orders, security definitions and quote
/// requests, drops a PossResend order that it has seen, answers some news, and refuses the rest.
/// </summary>
public class EchoApplication(DataDictionary dictionary) : FixApplication
{
    readonly HashSet<string> _seen = [];

    /// <inheritdoc/>
    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        switch (message.MsgType)
        {
            case MsgType.NewOrderSingle:
                string clOrdID = Encoding.Latin1.GetString(message[Tag.ClOrdID]);
                if (_seen.Add(clOrdID) || !context.PossResend)
                    Echo(session, message, context, default);
                return FixVerdict.Accepted;
            case MsgType.SecurityDefinition or MsgType.QuoteRequest:
                Echo(session, message, context, default);
                return FixVerdict.Accepted;
            case MsgType.News:
                EchoNews(session, message, context);
                return FixVerdict.Accepted;
            case MsgType.XmlNonFix:
                FixWriter news = session.Begin(MsgType.News, context.Now);
                news.WriteText(Tag.Headline, $"Successfully received 'n' message with seqNo={context.MsgSeqNum}");
                session.Send(ref news);
                return FixVerdict.Accepted;
            case MsgType.TradeCaptureReportRequest:
                return FixVerdict.Accepted;
            default:
                return FixVerdict.BusinessReject(BusinessRejectReason.UnsupportedMessageType);
        }
    }

    /// <inheritdoc/>
    public override void OnLogout(FixSession session, DisconnectReason reason, long now) => _seen.Clear();

    void EchoNews(FixSession session, in FixMessage message, in MessageContext context)
    {
        ReadOnlySpan<byte> headline = message[Tag.Headline];
        if (headline.StartsWith("echo:"u8))
            Echo(session, message, context, headline["echo:"u8.Length..].Trim((byte)' '));
    }

    /// <summary>Sends the body back, fields in ascending order, a group behind its count.</summary>
    void Echo(FixSession session, in FixMessage message, in MessageContext context, ReadOnlySpan<byte> headline)
    {
        FixWriter writer = context.PossResend
            ? session.BeginPossResend(message.MsgType, context.Now, message.Bytes.Length + 512)
            : session.Begin(message.MsgType, context.Now, message.Bytes.Length + 512);
        if (message.Has(Tag.MessageEncoding))
            writer.WriteText(Tag.MessageEncoding, message[Tag.MessageEncoding]);
        foreach ((int tag, int start, int end) in Parts(message).OrderBy(part => part.Tag))
        {
            if (tag == Tag.Headline && !headline.IsEmpty)
                writer.WriteText(tag, headline);
            else
                for (int i = start; i < end; i++)
                    writer.WriteText(message.TagAt(i), message.ValueAt(i));
        }
        session.Send(ref writer);
    }

    List<(int Tag, int Start, int End)> Parts(in FixMessage message)
    {
        FieldSet body = dictionary.Message(message.MsgType)?.Fields ?? new FieldSet();
        List<(int, int, int)> parts = [];
        for (int i = 0; i < message.Count;)
        {
            int tag = message.TagAt(i), start = i++;
            if (body.GroupOf(tag) is { } group)
                i = EndOf(message, group, i);
            if (!Tag.IsHeader(tag) && !Tag.IsTrailer(tag))
                parts.Add((tag, start, i));
        }
        return parts;
    }

    static int EndOf(in FixMessage message, GroupDefinition group, int i)
    {
        while (i < message.Count && IsMember(group.Members, message.TagAt(i)))
            i++;
        return i;
    }

    static bool IsMember(FieldSet members, int tag) =>
        members.Contains(tag) || members.Tags.Any(t => members.GroupOf(t) is { } nested && IsMember(nested.Members, tag));
}

/// <summary>The same, telling what the sessions say.</summary>
public sealed class LoggingEcho(DataDictionary dictionary) : EchoApplication(dictionary)
{
    /// <inheritdoc/>
    public override void OnEvent(FixSession session, string text, long now) => Console.Error.WriteLine($"{session?.Id}: {text}");
}
