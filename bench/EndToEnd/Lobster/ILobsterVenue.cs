namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>A part of a resting order that was hit.</summary>
/// <param name="Order">The order.</param>
/// <param name="Size">Shares.</param>
readonly record struct LobsterFill(LobsterOrder Order, int Size);

/// <summary>A moment at which the book is compared with the file.</summary>
/// <param name="Row">The message after which.</param>
/// <param name="Expected">Best prices by the messages so far.</param>
readonly record struct Checkpoint(int Row, TopOfBook Expected);

/// <summary>Where the order flow goes: a gateway over FIX, or a double in tests. Requests are answered in their order, later.</summary>
interface ILobsterVenue
{
    /// <summary>Rests an order of the passive account.</summary>
    void Submit(LobsterOrder order);

    /// <summary>Makes an order smaller, to <see cref="LobsterOrder.Total"/>; it keeps its place.</summary>
    void Reduce(LobsterOrder order);

    /// <summary>Takes an order back.</summary>
    void Cancel(LobsterOrder order);

    /// <summary>Compares once everything before it is answered and nothing after it.</summary>
    void Check(in Checkpoint checkpoint);

    /// <summary>
    /// Sends an immediate or cancel order of the active account and waits for its end. The reported book keeps the shares until <see cref="Step"/>.
    /// </summary>
    /// <param name="isBuy">Side of the active order.</param>
    /// <param name="price">Its limit.</param>
    /// <param name="size">Shares.</param>
    /// <returns>What it hit, in this order.</returns>
    IReadOnlyList<LobsterFill> Aggress(bool isBuy, int price, int size);

    /// <summary>Takes shares of a fill out of the reported book.</summary>
    void Step(LobsterOrder order, int size);
}
