using Gateway.Messages;

namespace Gateway.Simulation.Nodes;

/// <summary>What fills add up to.</summary>
/// <param name="Quantity">Signed, in 1e-8.</param>
/// <param name="Cash">What was received for it, in 1e-16.</param>
/// <param name="Fills">How many.</param>
readonly record struct Holding(long Quantity, Int128 Cash, int Fills)
{
    internal Holding Add(long quantity, long price) => new(Quantity + quantity, Cash - (Int128)quantity * price, Fills + 1);

    /// <summary>The profit of what is closed, when what is open was bought or sold at an average price.</summary>
    internal Int128 Realized(Price average) => (Cash + (Int128)Quantity * average.Raw) / FixedPoint.One;
}
