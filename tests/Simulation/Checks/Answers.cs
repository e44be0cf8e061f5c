using Gateway.Messages;

namespace Gateway.Simulation.Checks;

/// <summary>Every act of an operator has one answer, before anything else happens.</summary>
sealed class Answers
{
    Inbound _act;
    int _reports;

    /// <summary>Hears none of them.</summary>
    internal bool IsDeaf { get; init; }

    internal void OnInbound(in Inbound inbound)
    {
        Complete();
        _act = inbound.IsAct ? inbound : default;
        _reports = 0;
    }

    internal void OnOutbound(in Outbound outbound)
    {
        if (outbound.Kind != OutboundKind.OperatorReport || IsDeaf) return;
        if (outbound.OperatorReport.Request != _act.SessionSequence || outbound.OperatorReport.Act != _act.Kind)
            throw new SimulationFailure($"after act {_act.SessionSequence} ({_act.Kind}) act {outbound.OperatorReport.Request} ({outbound.OperatorReport.Act}) is answered");
        _reports++;
    }

    internal void Complete()
    {
        if (_act.IsAct && _reports != 1) throw new SimulationFailure($"act {_act.SessionSequence} of the operators ({_act.Kind}) has {_reports} answers");
    }
}
