namespace Gateway.Messages;

/// <summary>Time goes on although nothing happens; the stamp is the message.</summary>
public struct ClockTick : IFields
{
    /// <summary>Running number of the tick within the run.</summary>
    public long Tick;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("tick", ref Tick);
    }
}
