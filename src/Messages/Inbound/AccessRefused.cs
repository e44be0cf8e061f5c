namespace Gateway.Messages;

/// <summary>Somebody asked the operators' port for what is not theirs; the journal keeps it, the core only tells of it.</summary>
public struct AccessRefused : IFields
{
    /// <summary>From where.</summary>
    public Text40 Remote;

    /// <summary>What was asked for.</summary>
    public Text64 Request;

    /// <summary>HTTP status of the answer: 401 or 403.</summary>
    public int Status;

    /// <summary>Refusals since the last that was journaled, left out to bound the journal.</summary>
    public int LeftOut;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("remote", ref Remote);
        visitor.Text("request", ref Request);
        visitor.Number("status", ref Status);
        visitor.Number("leftOut", ref LeftOut);
    }
}
