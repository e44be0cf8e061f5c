using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Cli;

/// <summary>Shows how far a replay has come.</summary>
sealed class ProgressObserver(ProgressBar bar, ReplayObserver? inner = null) : ReplayObserver
{
    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound)
    {
        bar.Step();
        inner?.OnInbound(in inbound);
    }

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound) => inner?.OnOutbound(in outbound);
}
