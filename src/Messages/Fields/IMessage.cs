namespace Gateway.Messages;

/// <summary>One of the two words of the house: a kind, a header that all kinds have and the payload that the kind names.</summary>
public interface IMessage
{
    /// <summary>The kind as it is written in a frame.</summary>
    byte KindNumber { get; set; }

    /// <summary>Walks the journaled fields of the header.</summary>
    void VisitHeader<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct;

    /// <summary>Walks the payload that the kind names; false when the kind is unknown.</summary>
    bool VisitPayload<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct;
}
