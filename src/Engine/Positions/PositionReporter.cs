using Gateway.Engine.Orders;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Positions;

/// <summary>Tells of positions that changed since the last clock tick: one snapshot each, however many fills there were.</summary>
sealed class PositionReporter(EngineState state, PriceReference prices, ReportWriter reports)
{
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var number = state.Positions.TakeChanged(); number >= 0; number = state.Positions.TakeChanged())
        {
            ref var position = ref state.Positions[number];
            ref var snapshot = ref reports.Begin(OutboundKind.PositionSnapshot, 0, state.Cause, ref outbox).PositionSnapshot;
            snapshot.Account = state.Registry.AccountNames[position.Account];
            snapshot.Symbol = state.Registry.Symbols[position.Instrument];
            snapshot.Quantity = new Quantity(position.Quantity);
            snapshot.AveragePrice = new Price(position.AveragePrice);
            snapshot.MarkPrice = new Price(Mark(position.Instrument, out var age));
            snapshot.MarkAgeNanos = snapshot.MarkPrice.Raw == 0 ? 0 : age;
            snapshot.Currency = state.Registry.Instruments[position.Instrument].Currency;
            snapshot.Fees = new Money(position.Fees);
            snapshot.Margin = new Money(position.Margin);
            snapshot.Leverage = position.Leverage;
            snapshot.OpenedAt = new Timestamp(position.OpenedAt);
            snapshot.ClosedAt = new Timestamp(position.ClosedAt);
            snapshot.RealizedPnl = new Money(Ledger.Money(position.Realized));
            snapshot.UnrealizedPnl = new Money(Unrealized(in position));
            outbox.Commit();
        }
    }

    /// <summary>The latest price to value a position at; 0 when there is none.</summary>
    internal long Mark(int instrument) => Mark(instrument, out _);

    /// <summary>The same with its age in nanoseconds.</summary>
    internal long Mark(int instrument, out long age) => prices.TryReference(instrument, 0, out var price, out age) ? price : 0;

    /// <summary>What closing at the mark would realize; 0 without a mark.</summary>
    internal long Unrealized(ref readonly Position position)
    {
        var mark = Mark(position.Instrument);
        if (mark == 0 || position.Quantity == 0) return 0;
        var worth = FixedMath.BigMul(mark, position.Quantity);
        return Ledger.Money(worth - (position.Quantity > 0 ? position.Cost : -position.Cost));
    }
}
