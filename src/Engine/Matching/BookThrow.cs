using System.Diagnostics.CodeAnalysis;

namespace Gateway.Engine.Matching;

/// <summary>Broken promises of the caller, thrown apart from the hot path: each is a defect, never a business "no".</summary>
internal static class BookThrow
{
    [DoesNotReturn]
    internal static void BadOrder(long priceTicks, long lots) =>
        throw new ArgumentOutOfRangeException(nameof(lots), $"An order of {lots} lots at {priceTicks} ticks cannot rest.");

    [DoesNotReturn]
    internal static void NotResting(int handle) =>
        throw new InvalidOperationException($"No order rests under handle {handle}.");
}
