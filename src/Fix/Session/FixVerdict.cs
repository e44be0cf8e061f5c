namespace Gateway.Fix.Session;

/// <summary>The application's answer to a message.</summary>
public readonly struct FixVerdict
{
    /// <summary>Form of the answer.</summary>
    internal enum Kind : byte { Accepted, Busy, SessionReject, BusinessReject }

    FixVerdict(Kind form, int code, int refTag, string? text)
    {
        Form = form;
        Code = code;
        RefTag = refTag;
        Text = text;
    }

    internal Kind Form { get; }

    internal int Code { get; }

    internal int RefTag { get; }

    internal string? Text { get; }

    /// <summary>Taken; the expected MsgSeqNum goes on.</summary>
    public static FixVerdict Accepted => default;

    /// <summary>No room now: the message stays unread and is offered again next turn; no number is used up.</summary>
    public static FixVerdict Busy => new(Kind.Busy, 0, 0, null);

    /// <summary>Refused with a session Reject (3).</summary>
    /// <param name="reason">SessionRejectReason.</param>
    /// <param name="refTag">RefTagID, 0 for none.</param>
    /// <param name="text">Text, or null for the reason's standard wording.</param>
    public static FixVerdict SessionReject(SessionRejectReason reason, int refTag = 0, string? text = null) =>
        new(Kind.SessionReject, (int)reason, refTag, text);

    /// <summary>Refused with a BusinessMessageReject (j); before FIX 4.2 a Reject.</summary>
    /// <param name="reason">BusinessRejectReason.</param>
    /// <param name="text">Text, or null for the reason's standard wording.</param>
    /// <param name="refIdTag">Tag whose value goes into BusinessRejectRefID, 0 for none.</param>
    public static FixVerdict BusinessReject(BusinessRejectReason reason, string? text = null, int refIdTag = 0) =>
        new(Kind.BusinessReject, (int)reason, refIdTag, text);
}

/// <summary>Header facts of a message that an application needs besides its fields.</summary>
/// <param name="MsgSeqNum">34.</param>
/// <param name="SendingTime">52, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Now">Time of this turn, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="PossDup">43=Y.</param>
/// <param name="PossResend">97=Y: the application decides by its own ids whether it has seen the content.</param>
public readonly record struct MessageContext(long MsgSeqNum, long SendingTime, long Now, bool PossDup, bool PossResend);
