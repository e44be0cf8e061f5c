namespace Gateway.Engine.Matching;

/// <summary>What happens when an incoming order meets a resting one.</summary>
public enum SelfTradeAction
{
    /// <summary>They trade.</summary>
    Trade,

    /// <summary>The resting order is cancelled, the incoming one goes on (cancel oldest).</summary>
    CancelMaker,

    /// <summary>Matching ends here; the caller cancels what is left of the incoming order (cancel newest).</summary>
    Stop,

    /// <summary>The resting order is cancelled and matching ends (cancel both).</summary>
    CancelBoth,

    /// <summary>Both lose the smaller of the two open quantities without a trade (decrement and cancel).</summary>
    Decrement,
}

/// <summary>Decides on self-trades and hears of the orders that they changed. A struct, so that the calls are inlined.</summary>
public interface ISelfTradePolicy
{
    /// <summary>Asked before each fill.</summary>
    /// <param name="makerOwner">The owner tag given to <see cref="Book.Add"/>.</param>
    /// <param name="makerUser">The caller's index given to <see cref="Book.Add"/>.</param>
    SelfTradeAction Decide(int makerOwner, int makerUser);

    /// <summary>A resting order lost lots without a trade. Must not call the book.</summary>
    /// <param name="maker">Its handle; free for reuse after the call when <paramref name="makerLeaves"/> is 0.</param>
    /// <param name="user">The caller's index given to <see cref="Book.Add"/>.</param>
    /// <param name="lots">The lots lost.</param>
    /// <param name="makerLeaves">Lots still open.</param>
    void OnPrevented(int maker, int user, long lots, long makerLeaves);
}

/// <summary>The outcome of a match under a <see cref="ISelfTradePolicy"/>.</summary>
/// <param name="FilledLots">Lots traded.</param>
/// <param name="PreventedLots">Lots that the incoming order lost by <see cref="SelfTradeAction.Decrement"/>.</param>
/// <param name="Stopped">The policy ended the match: the rest of the incoming order is to be cancelled, not to rest.</param>
public readonly record struct MatchOutcome(long FilledLots, long PreventedLots, bool Stopped);
