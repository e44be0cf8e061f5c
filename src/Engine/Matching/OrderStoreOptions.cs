namespace Gateway.Engine.Matching;

/// <summary>The bounds of an <see cref="OrderStore"/>. They cost address space; memory is used as orders rest.</summary>
public sealed record OrderStoreOptions
{
    /// <summary>Resting orders of all books together. Beyond it <see cref="Book.Add"/> refuses with <see cref="Book.None"/>.</summary>
    public int OrdersMax { get; init; } = 1 << 20;

    /// <summary>
    /// Tree nodes of all books together, each for up to 64 neighbouring prices; 272 bytes a node. 0 chooses half of
    /// <see cref="OrdersMax"/> and some thousands for idle books.
    /// </summary>
    public int NodesMax { get; init; }

    /// <summary>Orders whose memory is touched at the start, so that no page fault meets the first orders of the day.</summary>
    public int OrdersPrefault { get; init; } = 1 << 16;
}
