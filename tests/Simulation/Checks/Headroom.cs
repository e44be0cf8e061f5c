using System.Globalization;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;

namespace Gateway.Simulation.Checks;

/// <summary>What orders have used of the limits, and the limits themselves.</summary>
static class Headroom
{
    /// <summary>Without an open order nothing is in use that orders use: all that they claimed is given back.</summary>
    internal static void CheckGivenBack(ExecutionEngine engine)
    {
        if (engine.OpenOrders() is [var order, ..]) throw new SimulationFailure($"{order} is open after all was cancelled");
        foreach (var scope in engine.Scopes())
            if (scope.OpenOrders != 0 || scope.OpenNotional.Raw != 0 || scope.UnknownOrders != 0)
                throw new SimulationFailure($"no order is open, and of the limits is in use: {scope}");
        foreach (var limit in engine.Limits().Where(limit => limit.Rule is 36 or 37 && limit.Used is not (null or 0)))
            throw new SimulationFailure($"no order is open, and of a limit is in use: {limit}");
        foreach (var position in engine.Positions())
            if (position.WorkingBuys.Raw != 0 || position.WorkingSells.Raw != 0)
                throw new SimulationFailure($"no order is open, and a position waits for one: {position}");
        foreach (var instrument in engine.Instruments().Where(instrument => instrument.OpenOrders != 0))
            throw new SimulationFailure($"no order is open, and an instrument counts one: {instrument}");
        CheckReserves(engine);
    }

    static void CheckReserves(ExecutionEngine engine)
    {
        var margins = engine.Positions().GroupBy(position => (position.Account, position.Currency)).ToDictionary(group => group.Key, group => group.Sum(position => position.Margin.Raw));
        foreach (var balance in engine.Balances())
            if (balance.Reserved.Raw != margins.GetValueOrDefault((balance.Account, balance.Asset)))
                throw new SimulationFailure($"no order is open, and more than margins is reserved of {balance}");
    }

    /// <summary>After operators have set all limits back, those of the configuration are in force and no others.</summary>
    internal static void CheckLimits(GatewayConfiguration configuration, ExecutionEngine engine)
    {
        foreach (var limit in engine.Limits())
        {
            var (rule, kind) = ($"R{limit.Rule.ToString("000", CultureInfo.InvariantCulture)}", limit.Scope.ToString().ToLowerInvariant());
            var configured = configuration.Limits.FindLast(other => other.Rule == rule && other.Scope == $"{kind}:{limit.Key}" && other.Step == limit.Step)
                             ?? configuration.Limits.FindLast(other => other.Rule == rule && other.Scope == kind && other.Step == limit.Step);
            var value = configured is not { Enabled: true } ? -1 : configured.Value.Length == 0 ? 0 : FixedPoint.Parse(configured.Value);
            if (value != limit.Value) throw new SimulationFailure($"the configuration says {configured?.Value ?? "nothing"}, in force is {limit}");
        }
    }
}
