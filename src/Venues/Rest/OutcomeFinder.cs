using Gateway.Venues.Rest.Json;

namespace Gateway.Venues.Rest;

/// <summary>
/// Finds out what became of a request whose answer did not come or proved nothing. Only evidence ends the search: an order that
/// is seen; or one that is missed by several queries after its receive window, the clocks' skew and the lag of the query side
/// have passed, and that neither the open nor the recent orders hold. A failed query is no evidence.
/// </summary>
sealed class OutcomeFinder(Desk desk, OrderLedger ledger)
{
    /// <summary>
    /// Looks for a leg that may have been placed. True when it is there (its state is then applied), false when it certainly never was.
    /// </summary>
    public async Task<bool> FindAsync(TrackedOrder order, Leg leg, TimeSpan sent)
    {
        var wait = new BackOff(desk.Options.BackOff, desk.Options.BackOffMax);
        var absences = 0;
        while (!leg.Acknowledged)
        {
            await desk.DelayAsync(wait.Next());
            if (leg.Acknowledged) break; // The stream was faster.
            var reply = await desk.Client.QueryAsync(order.VenueSymbol, leg.ClientId, desk.Stopping);
            if (reply.Value is { } state)
            {
                await ledger.ApplyAsync(order, leg, state);
                break;
            }

            if (!IsAbsence(reply)) continue;
            absences = desk.Now > desk.SettledAfter(sent) ? absences + 1 : 0;
            if (absences < desk.Options.AbsencesRequired) continue;
            if (await IsListedAsync(order, leg, sent) == false) return false;
            absences = 0;
        }

        return true;
    }

    /// <summary>
    /// Waits until the fate of a cancel is certain: the leg has ended and its trades are told, or it is still open though the
    /// cancel can no longer take effect.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="leg">Its leg.</param>
    /// <param name="settled">From when on the cancel cannot take effect any more.</param>
    public async Task AwaitCancelAsync(TrackedOrder order, Leg leg, TimeSpan settled)
    {
        var wait = new BackOff(desk.Options.BackOff, desk.Options.BackOffMax);
        var open = 0;
        while (!leg.IsDone)
        {
            var asked = desk.Now;
            var reply = await desk.Client.QueryAsync(order.VenueSymbol, leg.ClientId, desk.Stopping);
            var complete = reply.Value is { } state && await ledger.ApplyAsync(order, leg, state);
            if (leg.IsDone) return;
            if (complete && asked >= settled && ++open >= desk.Options.AbsencesRequired) return;
            await desk.DelayAsync(wait.Next());
        }
    }

    /// <summary>One look at the leg, and a report of what is new.</summary>
    public async Task HealAsync(TrackedOrder order, Leg leg)
    {
        if (leg.IsDone) return;
        var reply = await desk.Client.QueryAsync(order.VenueSymbol, leg.ClientId, desk.Stopping);
        if (reply.Value is { } state) await ledger.ApplyAsync(order, leg, state);
    }

    public static bool IsAbsence(RestReply<SpotOrder> reply) => reply is { Outcome: Outcome.Refused, Code: OutcomeRules.NoSuchOrder };

    /// <summary>Whether the open or the recent orders hold the leg; null when they could not be read.</summary>
    async Task<bool?> IsListedAsync(TrackedOrder order, Leg leg, TimeSpan sent)
    {
        var open = await desk.Client.OpenOrdersAsync(desk.Stopping);
        var since = desk.WallClockAt(sent) - desk.Options.ReceiveWindow - desk.Options.AbsenceMargin;
        var recent = await desk.Client.RecentOrdersAsync(order.VenueSymbol, since, desk.Stopping);
        if (open.Value is null || recent.Value is null) return null;
        return open.Value.Concat(recent.Value).Any(listed => listed.ClientOrderId == leg.ClientId);
    }
}
