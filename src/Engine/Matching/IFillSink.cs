namespace Gateway.Engine.Matching;

/// <summary>Receives the fills of <see cref="Book.Match{TSink}"/>, best price first, oldest order first.</summary>
/// <remarks>Called in the middle of a change: it must not call the book. A struct, so that the call is inlined.</remarks>
public interface IFillSink
{
    /// <summary>A resting order trades.</summary>
    /// <param name="maker">Its handle; free for reuse after the call when <paramref name="makerLeaves"/> is 0.</param>
    /// <param name="user">The caller's index given to <see cref="Book.Add"/>.</param>
    /// <param name="priceTicks">The maker's price.</param>
    /// <param name="lots">Traded lots, above 0.</param>
    /// <param name="makerLeaves">Lots of the maker still open, with an iceberg's undisplayed part.</param>
    void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves);
}
