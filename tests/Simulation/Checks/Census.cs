using Gateway.Messages;

namespace Gateway.Simulation.Checks;

/// <summary>What has been journaled, by kinds: worlds in which something never happens prove nothing about it.</summary>
sealed class Census
{
    readonly int[] _inbound = new int[256], _outbound = new int[256], _events = new int[256];
    int _kills, _refusedActs;

    internal void OnInbound(in Inbound inbound)
    {
        _inbound[inbound.KindNumber]++;
        if (inbound.Kind == InboundKind.MassCancel && inbound.MassCancel.Kill) _kills++;
    }

    internal void OnOutbound(in Outbound outbound)
    {
        _outbound[outbound.KindNumber]++;
        if (outbound.Kind == OutboundKind.RiskEvent) _events[(int)outbound.RiskEvent.Type]++;
        if (outbound.Kind == OutboundKind.OperatorReport && outbound.OperatorReport.Rejection.IsRejected) _refusedActs++;
    }

    /// <summary>Adds what there was.</summary>
    internal void AddTo(Dictionary<string, int> counts)
    {
        Add<InboundKind>("in", _inbound, counts);
        Add<OutboundKind>("out", _outbound, counts);
        Add<RiskEventType>("event", _events, counts);
        (counts["kills over FIX"], counts["refused acts"]) = (_kills, _refusedActs);
    }

    static void Add<TKind>(string what, int[] numbers, Dictionary<string, int> counts) where TKind : struct, Enum
    {
        for (var kind = 0; kind < numbers.Length; kind++)
            if (numbers[kind] > 0)
                counts[$"{what} {Enum.ToObject(typeof(TKind), kind)}"] = numbers[kind];
    }
}
