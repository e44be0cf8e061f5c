namespace Gateway.Venues.Rest;

/// <summary>The end of one exchange of request and answer.</summary>
/// <param name="Outcome">What it proves.</param>
/// <param name="Code">The exchange's error code, or 0.</param>
/// <param name="Text">Its words, or what went wrong on the way.</param>
readonly record struct RestReply(Outcome Outcome, int Code, string Text);

/// <summary>A reply with its content.</summary>
/// <param name="Reply">The end of the exchange.</param>
/// <param name="Value">The content; not null exactly when confirmed.</param>
readonly record struct RestReply<T>(RestReply Reply, T? Value) where T : class
{
    public Outcome Outcome => Reply.Outcome;

    public int Code => Reply.Code;

    public string Text => Reply.Text;
}
