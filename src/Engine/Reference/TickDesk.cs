using Gateway.Engine.MarketData;
using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>
/// Changes the ticks of an instrument while orders rest. They keep their prices, on the new grid or off it: the book's own step becomes as fine as
/// all of them need.
/// </summary>
sealed class TickDesk(EngineState state, BookFeed feed)
{
    /// <summary>Whether the books' tables have room for the finer steps that the ticks make necessary.</summary>
    internal bool HasRoom(int number, ref readonly InstrumentDefined defined)
    {
        if (IsEmpty(number)) return true;
        var (book, stops) = (state.Registry.Books[number], state.Registry.Stops[number]?.Waiting);
        var old = state.Registry.Instruments[number].BookTick;
        var factor = old / FixedMath.GreatestCommonDivisor(Instrument.CommonTick(in defined), old);
        if (factor == 1) return true;
        var others = state.Registry.Store.NodeCount - Nodes(book, 1) - Nodes(stops, 1);
        // The book is made anew first, beside the stop orders as they were.
        var needed = others + Nodes(book, factor) + Math.Max(Nodes(stops, 1), Nodes(stops, factor));
        return needed + OrderStore.NodesPerAddMax <= state.Registry.Store.NodesMax;
    }

    /// <summary>Sets the ticks; there is room.</summary>
    internal void Set(int number, ref readonly InstrumentDefined defined)
    {
        ref var instrument = ref state.Registry.Instruments[number];
        (instrument.TickSize, instrument.TickBands) = (defined.TickSize.Raw, defined.TickBands);
        var tick = Instrument.CommonTick(in defined);
        if (!IsEmpty(number)) tick = FixedMath.GreatestCommonDivisor(tick, instrument.BookTick);
        if (tick == instrument.BookTick) return;
        if (!IsEmpty(number)) Refine(number, instrument.BookTick / tick);
        instrument.BookTick = tick;
        feed.Retell(number);
    }

    void Refine(int number, long factor)
    {
        var sink = new Rehandled(state);
        state.Registry.Books[number]?.Refine(factor, ref sink);
        state.Registry.Stops[number]?.Waiting.Refine(factor, ref sink);
        state.Triggers.Refine(number, factor);
        ref var told = ref state.Markets[number].Told;
        told = told with { PriceTicks = told.PriceTicks * factor };
    }

    bool IsEmpty(int number) => (state.Registry.Books[number]?.OrderCount ?? 0) + (state.Registry.Stops[number]?.Count ?? 0) == 0;

    static int Nodes(Book? book, long factor) => book?.NodesWith(factor) ?? 0;

    readonly struct Rehandled(EngineState state) : IRehandleSink
    {
        public void OnRehandled(int user, int handle) => state.Orders[user].Handle = handle;
    }
}
