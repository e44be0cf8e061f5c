using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes.Operators;

/// <summary>Operators: they restrict, kill, flatten and unlock, call auctions, change limits and instruments, and in the end let everything trade again.</summary>
sealed class OperatorNode(GatewayConfiguration configuration, SeededRandom random)
{
    readonly StateActs _states = new(random);
    readonly SetActs _limits = new(configuration, random);
    readonly ReloadActs _reloads = new(configuration, random);
    long _request;

    /// <summary>Does something; returns it, or null when there was nothing to do, or no room.</summary>
    internal (string Kind, string Words)? Act(GatewayCore core)
    {
        if (random.Below(6) == 0) return Reload(core);
        if (random.Below(20) == 0) return Knock(core);
        OperatorAct? act = random.Below(13) switch
        {
            0 => _states.Restrict(),
            1 => _states.Kill(),
            2 => _states.Flatten(),
            3 => _states.Call(),
            4 or 5 => _states.Open(core.Engine),
            6 => _states.Switch(),
            7 => StateActs.Release(core.Engine),
            8 or 9 => _limits.Tighten(core.Clock.UtcNanos),
            10 => _limits.Loosen(),
            _ => _states.Unlock(core.Engine),
        };
        return act is { } wanted && TryPublish(core, wanted) ? (wanted.Kind, wanted.Words) : null;
    }

    /// <summary>Lets everything trade again: acts may have been lost with a process.</summary>
    internal void LetTrade(GatewayCore core)
    {
        foreach (var act in SetActs.LoosenAll(configuration)) Publish(core, act.Message);
        foreach (var act in StateActs.ReleaseAll(core.Engine).ToList()) Publish(core, act.Message);
        foreach (var act in StateActs.UnlockAll(core.Engine).ToList()) Publish(core, act.Message);
        foreach (var act in StateActs.OpenAll(core.Engine).ToList()) Publish(core, act.Message);
    }

    (string Kind, string Words) Reload(GatewayCore core)
    {
        var act = new Inbound { Kind = InboundKind.ReloadRequested };
        (act.ReloadRequested.By, act.ReloadRequested.Why) = (Text16.From("alice"), Text64.From("another day"));
        Publish(core, act);
        var (kind, instrument, messages) = _reloads.Change(core.Sequence);
        foreach (var message in messages) Publish(core, message);
        return (kind, $"{instrument.Symbol} is configured anew: tick {instrument.TickSize}, {instrument.TickBands.Count} bands, dynamic band {instrument.DynamicBandPercent} %");
    }

    // Somebody else asks the operators' port.
    static (string Kind, string Words)? Knock(GatewayCore core)
    {
        var message = new Inbound { Kind = InboundKind.AccessRefused };
        message.AccessRefused = new() { Remote = Text40.From("127.0.0.1:1"), Request = Text64.From("POST /api/risk/kill"), Status = 401 };
        return core.Inbound.TryPublish(in message) ? ("access refused", "somebody is refused at the operators' port") : null;
    }

    bool TryPublish(GatewayCore core, in OperatorAct act)
    {
        var message = act.Message;
        message.SessionSequence = ++_request;
        return core.Inbound.TryPublish(in message);
    }

    void Publish(GatewayCore core, Inbound message)
    {
        message.SessionSequence = ++_request;
        while (!core.Inbound.TryPublish(in message)) core.DoWork();
        core.Commit();
        core.DoWork();
    }
}
