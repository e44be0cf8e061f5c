using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>What configuration traffic asked for and did not get: an event for whoever watches, and the answer where a person waits for one.</summary>
sealed class ConfigurationRefusals(EngineState state, EventWriter events)
{
    internal void Tell<TOutbox>(in Rejection why, ref TOutbox outbox) where TOutbox : struct, IOutbox => Tell(in why, default, ref outbox);

    /// <param name="why">The reason.</param>
    /// <param name="symbol">The instrument, where the reason itself names only a table.</param>
    /// <param name="outbox">Takes the event.</param>
    internal void Tell<TOutbox>(in Rejection why, in Text24 symbol, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        state.Outcome.Refusal = why;
        events.Refuse(in why, in symbol, ref outbox);
    }
}
