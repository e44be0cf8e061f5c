using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Rates, counts of messages and duplicates.</summary>
sealed partial class RiskGate
{
    // R030: a token bucket per scope, new orders and replaces apart: Value tokens a window (a second if none is given), Value2 the burst.
    // Kept as the theoretical arrival time of the next message that would be exactly on rate; integers only.
    Rejection OrderRate(in Candidate c)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.OrderRate)) continue;
            ref readonly var limit = ref LimitAt(in c, place, Rule.OrderRate);
            var (increment, tolerance) = Bucket(in limit);
            var arrival = c.IsReplace ? UsageAt(in c, place).ReplaceTime : UsageAt(in c, place).NewOrderTime;
            if (increment == 0 || arrival - tolerance > state.Now)
                return At(in c, place, RejectReason.RateLimitExceeded, limit.Value / FixedPoint.One, increment == 0 ? 1 : Ahead(arrival, increment));
        }

        return default;
    }

    /// <summary>A request that came as far as the rates counts, whatever else was found.</summary>
    internal void Count(in Candidate c)
    {
        if (!c.Counts) return;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (c.Scopes[place] < 0) continue;
            ref var usage = ref UsageAt(in c, place);
            usage.MessagesToday++;
            if (!Applies(in c, place, Rule.OrderRate)) continue;
            var (increment, tolerance) = Bucket(in LimitAt(in c, place, Rule.OrderRate));
            ref var arrival = ref c.IsReplace ? ref usage.ReplaceTime : ref usage.NewOrderTime;
            if (arrival - tolerance <= state.Now) arrival = Math.Max(arrival, state.Now) + increment;
        }
    }

    static (long Increment, long Tolerance) Bucket(in Limit limit)
    {
        var window = limit.WindowNanos == 0 ? 1_000_000_000 : limit.WindowNanos;
        var rate = limit.Value / FixedPoint.One;
        if (rate == 0) return (0, 0);
        var increment = Math.Max(1, window / rate);
        var burst = Math.Max(1, limit.Value2 == 0 ? rate : limit.Value2 / FixedPoint.One);
        return (increment, increment * (burst - 1));
    }

    // Messages that the bucket is ahead of its rate, this one included.
    long Ahead(long arrival, long increment) => (arrival - state.Now) / increment + 1;

    // R031: messages a day.
    Rejection MessageLimit(in Candidate c)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.MessageLimit)) continue;
            var limit = LimitAt(in c, place, Rule.MessageLimit).Value / FixedPoint.One;
            var messages = UsageAt(in c, place).MessagesToday + 1;
            if (messages > limit) return At(in c, place, RejectReason.MessageLimit, limit, messages);
        }

        return default;
    }

    // R034: also against ids of done and refused orders.
    Rejection DuplicateClOrdId(in Candidate c)
    {
        if (state.ClientIds.IsSeen(in c.ClientId))
            return Rejection.Of(RejectReason.DuplicateClOrdId).At(ScopeKind.Session, Reference.Texts.Narrow(in state.Registry.Sessions[c.Session].CompId));
        return state.ClientIds.IsFull ? Rejection.Of(RejectReason.TableFull, state.ClientIds.Capacity, state.ClientIds.Count + 1L) : default;
    }
}
