using Gateway.Engine;
using Gateway.Messages;
using Gateway.Simulation.Nodes;

namespace Gateway.Simulation.Checks;

/// <summary>
/// What the accounts hold of the gateway's own instruments, their results and their cash, counted once more from the fills that the drop copy was told of.
/// </summary>
static class Holdings
{
    internal static void Check(World world, ExecutionEngine engine)
    {
        var told = new Dictionary<(string Account, string Symbol), Holding>(
            world.DropCopy.Record.Holdings.Where(holding => SimulatedInstallation.Own.Contains(holding.Key.Symbol)));
        var cash = world.Configuration.Accounts.ToDictionary(account => account.Account, account => account.Balances["USD"].Raw);
        foreach (var position in engine.Positions().Where(position => SimulatedInstallation.Own.Contains(position.Symbol.ToString())))
        {
            told.Remove((position.Account.ToString(), position.Symbol.ToString()), out var holding);
            Compare(in position, in holding);
            cash[position.Account.ToString()] += position.RealizedPnl.Raw - position.Fees.Raw;
        }

        foreach (var (key, holding) in told)
            if (holding.Quantity != 0)
                throw new SimulationFailure($"by the fills told of it {key} is {holding}, the engine has no such position");
        foreach (var balance in engine.Balances().Where(balance => balance.Asset.ToString() == "USD"))
            if (Math.Abs(balance.Total.Raw - cash[balance.Account.ToString()]) > Rounding(64))
                throw new SimulationFailure($"{balance}, by its results it would be {new Money(cash[balance.Account.ToString()])}");
    }

    static void Compare(in PositionView position, in Holding holding)
    {
        if (position.Quantity.Raw != holding.Quantity) throw new SimulationFailure($"by the fills told of it the position is {holding}, the engine has {position}");
        // An average is rounded to 1e-8, for each of the units held.
        var realized = holding.Realized(position.AveragePrice);
        if (Int128.Abs(realized - position.RealizedPnl.Raw) > Math.Abs(holding.Quantity) / FixedPoint.One + Rounding(holding.Fills))
            throw new SimulationFailure($"by the fills told of it {new Money((long)realized)} is realized, the engine has {position}");
    }

    // Each result is rounded once on its way into the balance.
    static long Rounding(int fills) => 2 + fills;
}
