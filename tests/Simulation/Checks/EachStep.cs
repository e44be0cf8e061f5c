using Gateway.Engine;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Simulation.Nodes;

namespace Gateway.Simulation.Checks;

/// <summary>What must hold after every step, whatever is under way.</summary>
static class EachStep
{
    internal static void Run(World world)
    {
        if (world.Sent.Complaint.Length > 0) throw new SimulationFailure(world.Sent.Complaint);
        if (world.Gateway.Core is not { } core || core.JournalHealth.Health == Journal.JournalHealth.Failed) return;
        CheckSilence(world, core);
        CheckBooks(core.Engine);
        CheckFills(world, core);
    }

    /// <summary>Nobody is taken for silent who is not: every peer speaks often enough, whatever becomes of the clock.</summary>
    static void CheckSilence(World world, GatewayCore core)
    {
        if (world.Troubles.Counts.ContainsKey("silences")) return;
        foreach (var session in core.Port.Sessions)
            if (session.Fix.Reason == Fix.Session.DisconnectReason.HeartbeatTimeout)
                throw new SimulationFailure($"{session.Fix.Id.TargetCompID} was given up for silent");
    }

    /// <summary>A book that trades is not crossed.</summary>
    static void CheckBooks(ExecutionEngine engine)
    {
        foreach (var instrument in engine.Instruments().Where(instrument => SimulatedInstallation.Own.Contains(instrument.Symbol.ToString()) && instrument.State == MarketState.Open))
        {
            var sides = engine.BookOrders(instrument.Symbol).ToLookup(order => engine.TryFindOrder(order.OrderId, out var view) && view.Side == Side.Buy, order => order.Price.Raw);
            if (sides[true].Any() && sides[false].Any() && sides[true].Max() >= sides[false].Min())
                throw new SimulationFailure($"the book of {instrument.Symbol} is crossed: {sides[true].Max()} bid, {sides[false].Min()} offered");
        }
    }

    /// <summary>No strategy has been told of more than has happened.</summary>
    static void CheckFills(World world, GatewayCore core)
    {
        foreach (var strategy in world.Strategies) CheckFills(strategy, core.Engine);
    }

    static void CheckFills(StrategyNode strategy, ExecutionEngine engine)
    {
        foreach (var order in strategy.Record.Orders.Values)
            if (order.IsOpen && engine.TryFindOrder(order.OrderId, out var view) && order.Cum > view.CumQuantity.Raw)
                throw new SimulationFailure($"{strategy.Name} sees {order}, the engine only {view}");
    }
}
