namespace Gateway.Engine.Matching;

/// <summary>A side of a book, as the index of its half: bids rest in 0, asks in 1.</summary>
public enum BookSide
{
    /// <summary>Bids: the highest price is the best.</summary>
    Buy = 0,

    /// <summary>Asks: the lowest price is the best.</summary>
    Sell = 1,
}

/// <summary>Steps between the two sides.</summary>
public static class BookSides
{
    /// <summary>The side that an order of <paramref name="side"/> trades against.</summary>
    public static BookSide Opposite(this BookSide side) => side ^ BookSide.Sell;
}
