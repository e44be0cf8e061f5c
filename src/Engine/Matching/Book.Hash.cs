namespace Gateway.Engine.Matching;

public sealed unsafe partial class Book
{
    /// <summary>
    /// Adds the content in price-time order: identity, side, price, displayed, hidden and peak lots of each order. Two books hash alike exactly
    /// when they will answer alike, whatever their history, handles and free lists.
    /// </summary>
    /// <param name="hash">Takes the content.</param>
    /// <param name="identity">Names the orders; the owner tag is left to it, since the identity implies it.</param>
    public void AddTo<TIdentity>(ref StateHash hash, ref TIdentity identity) where TIdentity : struct, IOrderIdentity
    {
        AddSide(BookSide.Buy, ref hash, ref identity);
        AddSide(BookSide.Sell, ref hash, ref identity);
    }

    private void AddSide<TIdentity>(BookSide side, ref StateHash hash, ref TIdentity identity) where TIdentity : struct, IOrderIdentity
    {
        hash.Add(Half(side).OrderCount);
        foreach (var order in Orders(side))
        {
            hash.Add(identity.IdentityOf(order.User));
            hash.Add(order.PriceTicks);
            hash.Add(order.Lots);
            hash.Add(order.HiddenLots);
            hash.Add(order.PeakLots);
        }
    }
}
