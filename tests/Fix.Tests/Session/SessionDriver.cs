using System.Text.RegularExpressions;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

/// <summary>
/// Drives one session by hand: no socket, and time is a number. Messages are written without 8, 9, 10, ids and SendingTime, e.g.
/// <c>A|34=1|98=0|108=30|</c>; answers are read back the same way.
/// </summary>
sealed partial class SessionDriver
{
    public const long Start = 1_700_000_000_000_000_000;

    readonly string _version;

    public SessionDriver(Func<FixSessionSettings, FixSessionSettings>? change = null, FixStore? store = null, string version = "FIX.4.4",
        FixApplication? application = null)
    {
        _version = version;
        Application = application ?? new Recorder();
        FixSessionSettings settings = new() { Id = new SessionId(version, "GATEWAY", "STRAT1"), TimestampPrecision = TimestampPrecision.Millis };
        Session = new FixSession(change?.Invoke(settings) ?? settings, Application, store ?? new MemoryStore());
    }

    public FixApplication Application { get; }

    public Recorder Recorder => (Recorder)Application;

    public FixSession Session { get; }

    public long Now { get; private set; } = Start;

    /// <summary>Connects; an acceptor waits, an initiator's Logon is the answer.</summary>
    public string Connect()
    {
        Session.Connected(Now);
        return Take();
    }

    public string LogOn(int heartBt = 30)
    {
        Connect();
        return Say($"A|34={Session.NextTargetMsgSeqNum}|98=0|108={heartBt}|");
    }

    /// <summary>Gives a message (or several, separated by blanks) and returns what the session sends.</summary>
    public string Say(string messages)
    {
        foreach (string message in messages.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Give(Frame(message));
        return Take();
    }

    public int Give(ReadOnlySpan<byte> bytes)
    {
        Session.Receive(bytes, Now, out int consumed);
        return consumed;
    }

    public string Take()
    {
        List<string> messages = FixText.Split(Session.Outgoing);
        Session.OutgoingSent(Session.Outgoing.Length);
        return string.Join(' ', messages.Select(Short));
    }

    public string Wait(double seconds)
    {
        Now += (long)(seconds * 1e9);
        Session.Tick(Now);
        Session.Work(Now);
        return Take();
    }

    public string Stamp(double secondsFromNow = 0) => DateTime.UnixEpoch.AddTicks((Now + (long)(secondsFromNow * 1e9)) / 100).ToString("yyyyMMdd-HH:mm:ss.fff");

    public byte[] Frame(string message)
    {
        string head = message.Contains("|52=", StringComparison.Ordinal) ? "" : $"52={Stamp()}|";
        string ids = message.Contains("|49=", StringComparison.Ordinal) ? "" : "49=STRAT1|56=GATEWAY|";
        Match start = Head().Match(message);
        return FixText.Frame($"8={_version}|35={start.Value}{ids}{head}{message[start.Length..]}");
    }

    /// <summary>Sends an application message from our side.</summary>
    public SendStatus Report(string id)
    {
        FixWriter writer = Session.Begin(MsgType.ExecutionReport, Now);
        writer.WriteText(Tag.ClOrdID, id);
        return Session.Send(ref writer);
    }

    static string Short(string message) => Times().Replace(Tail().Replace(Ids().Replace(message, ""), ""), "");

    [GeneratedRegex(@"^[^|]+\|(34=[^|]*\|)?(43=Y\|)?")]
    private static partial Regex Head();

    [GeneratedRegex(@"^8=[^|]*\|9=\d+\|35=")]
    private static partial Regex Ids();

    [GeneratedRegex(@"10=\d{3}\|$")]
    private static partial Regex Tail();

    [GeneratedRegex(@"(49|56|52|122)=[^|]*\|")]
    private static partial Regex Times();
}

/// <summary>Remembers application messages and what happened; can be told to be busy or to refuse.</summary>
sealed class Recorder : FixApplication
{
    public List<string> Messages { get; } = [];

    public List<string> Events { get; } = [];

    public List<string> Told { get; } = [];

    public FixVerdict Verdict { get; set; } = FixVerdict.Accepted;

    public string? LogonRefusal { get; set; }

    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        if (Verdict.Equals(FixVerdict.Accepted))
            Messages.Add($"{context.MsgSeqNum}:{FixText.Show(message[Tag.ClOrdID])}{(context.PossDup ? " dup" : "")}{(context.PossResend ? " resend" : "")}");
        return Verdict;
    }

    public override string? OnLogonRequest(FixSession session, in FixMessage logon) => LogonRefusal;

    public override void OnLogon(FixSession session, long now) => Events.Add("logon");

    public override void OnLogout(FixSession session, DisconnectReason reason, long now) => Events.Add($"logout {reason}");

    public override void OnEvent(FixSession session, string text, long now) => Told.Add(text);

    public override void OnReset(FixSession session, long now) => Events.Add("reset");
}
