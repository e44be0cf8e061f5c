using System.Runtime.CompilerServices;
using Gateway.Engine;
using Gateway.Engine.Risk;
using Gateway.Messages;
using Gateway.Simulation.Nodes;

namespace Gateway.Simulation;

/// <summary>Breaks the live engine's state as a fault in its bookkeeping would.</summary>
static class Tampering
{
    internal static void Do(Sabotage sabotage, GatewayNode gateway)
    {
        if (gateway.Core is not { } core) return;
        ref var state = ref StateOf(core.Engine);
        switch (sabotage)
        {
            case Sabotage.UnjournaledMessage: Unjournaled.Take(gateway); break;
            case Sabotage.KeptReserve: state.Balances.Of(0, state.Registry.Assets.Find(Text16.From("USD"))).Reserved += FixedPoint.One; break;
            case Sabotage.KeptHeadroom: state.Scopes.Usages[0].OpenOrders++; break;
            case Sabotage.WrongPosition: Own(state).Quantity += FixedPoint.One; break;
            case Sabotage.WrongResult: Own(state).Realized += (Int128)FixedPoint.One * FixedPoint.One; break;
            case Sabotage.WrongLimit: state.Scopes.Set(new() { Kind = ScopeKind.Firm, Rule = Rule.MaxOrderNotional }, new() { Value = 1, Enabled = true, Own = true }); break;
        }
    }

    static ref Engine.Positions.Position Own(EngineState state)
    {
        for (var number = 0; number < state.Positions.Count; number++)
            if (SimulatedInstallation.Own.Contains(state.Registry.Symbols[state.Positions[number].Instrument].ToString()))
                return ref state.Positions[number];
        return ref state.Positions[0];
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_state")]
    static extern ref EngineState StateOf(ExecutionEngine engine);
}
