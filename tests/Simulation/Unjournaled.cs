using Gateway.Engine;
using Gateway.Messages;
using Gateway.Simulation.Nodes;

namespace Gateway.Simulation;

/// <summary>Has the live engine take a message behind the journal's back.</summary>
static class Unjournaled
{
    internal static void Take(GatewayNode gateway)
    {
        if (gateway.Core is not { } core) return;
        // Stamped like any other: a time of its own would end orders, which the clients' records complain of before any replay is asked.
        var message = new Inbound { Kind = InboundKind.BalanceSet, Sequence = core.Sequence + 1, Time = core.Time };
        (message.BalanceSet.Account, message.BalanceSet.Asset, message.BalanceSet.Amount) = (Text16.From("A1"), Text16.From("USD"), Money.Parse("1"));
        var outbox = new Nowhere { Slot = new Outbound[1] };
        core.Engine.On(in message, ref outbox);
    }

    struct Nowhere : IOutbox
    {
        internal Outbound[] Slot;

        public readonly ref Outbound Claim()
        {
            Slot[0] = default;
            return ref Slot[0];
        }

        public readonly void Commit()
        {
            // Nobody hears of it.
        }
    }
}
