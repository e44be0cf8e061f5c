using Gateway.Journal;
using Gateway.Messages;
using Gateway.RingPipeline;
using Gateway.Strategies;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline;

/// <summary>
/// A journal that cannot prepare its next segment (a full disk, as a rule) takes no more orders while the present one still has room for
/// cancels, fills and the shutdown: the firm goes to cancel-only, by a journaled message like any other, and back when there is space again. What
/// is refused meanwhile is throttled, so that it does not use up that room.
/// </summary>
sealed class JournalGuard(
    Func<(JournalHealth Health, string Reason)> journal, RingBuffer<Inbound> inbound, RefusalThrottle throttle, ILogger log, bool restricted = false, Action? failed = null)
    : IDisposable
{
    static readonly Text16 By = Text16.From("journal");

    readonly Lock _turn = new();
    Timer? _timer;
    bool _restricted = restricted; // By the run before, which ended so: the journal remembers.

    /// <summary>Looks from now on.</summary>
    internal void Start(TimeSpan period) => _timer = new Timer(_ => Look(), null, period, period);

    /// <summary>Looks once; a ring that is full is tried again at the next look.</summary>
    internal void Look()
    {
        lock (_turn)
        {
            var (health, reason) = journal();
            var restrict = health == JournalHealth.ReserveOnly;
            if (health == JournalHealth.Failed) failed?.Invoke(); // Found out here also when nobody has anything to say for a while.
            if (health == JournalHealth.Failed) return;
            if (restrict) throttle.IsOn = true; // First: what is read from now on may find the ring full of what is to be refused.
            if (restrict == _restricted || !Publish(restrict, reason)) return;
            throttle.IsOn = _restricted = restrict;
            if (restrict) log.LogError("No more orders are taken: {Reason}", reason);
            else log.LogWarning("Orders are taken again: the journal has room.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    bool Publish(bool restrict, string reason)
    {
        var message = new Inbound { Kind = InboundKind.TradingStateSet };
        message.TradingStateSet.Scope = ScopeKind.Firm;
        message.TradingStateSet.State = restrict ? TradingState.CancelOnly : TradingState.Active;
        message.TradingStateSet.Rule = 100; // R100: beside what operators have set, which stays as it is.
        message.TradingStateSet.By = By;
        var why = restrict ? reason : "the journal has room again";
        message.TradingStateSet.Why = Text64.From(string.Concat(why.Where(c => c is >= ' ' and <= '~').Take(Text64.Capacity)));
        return inbound.TryPublish(in message);
    }
}
