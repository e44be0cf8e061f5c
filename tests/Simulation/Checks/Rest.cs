using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Simulation.Machine;
using Gateway.Simulation.Nodes;

namespace Gateway.Simulation.Checks;

/// <summary>Whether nothing is under way any more: everybody logged on, every request answered, nothing new for a while.</summary>
sealed class Rest(World world, SimulatedNetwork network)
{
    const int QuietRounds = 12;

    // Two looks at the open orders of an exchange whose stream has lost something.
    const long EarlyNanos = 12_000_000_000;

    readonly long _since = world.Time.Nanos;
    long _sequence;
    long _reports;
    int _messages;
    int _quiet;

    /// <summary>Not everything that was lost can have been found out yet.</summary>
    internal bool IsEarly => world.Time.Nanos - _since < EarlyNanos;

    /// <summary>Something is under way again.</summary>
    internal void Begin() => _quiet = 0;

    /// <summary>What is still under way.</summary>
    internal string Why { get; private set; } = "";

    internal bool IsReached
    {
        get
        {
            Why = Find();
            _quiet = Why.Length == 0 ? _quiet + 1 : 0;
            return _quiet >= QuietRounds;
        }
    }

    string Find()
    {
        if (world.Gateway.Core is not { } core) return "the gateway is down";
        if (IsEarly) return "something may have been lost unseen";
        if (network.HasSilence) return "nobody has found a silent connection out";
        if (!world.Gateway.AreVenuesUp) return "an exchange is not reached";
        foreach (var peer in world.Strategies.Append(world.DropCopy))
            if (!peer.Session.IsLoggedOn || peer.Session.HasWork)
                return $"{peer.Name} is {peer.Session.State}";
        if (world.Strategies.Find(strategy => strategy.Record.Unanswered.Count > 0) is { } waiting)
            return $"{waiting.Name} waits for {waiting.Record.Unanswered.First()}";
        if (core.Engine.Scopes().FirstOrDefault(scope => scope.UnknownOrders > 0) is { UnknownOrders: > 0 } unknown) return $"outcomes are open: {unknown}";
        if (!world.Gateway.AreVenuesSettled || !world.Exchanges.TrueForAll(exchange => exchange.IsQuiet)) return "an exchange has not answered everything";
        foreach (var order in core.Engine.OpenOrders())
            if (order.Status is OrdStatus.PendingCancel or OrdStatus.PendingReplace) return $"an order waits for its cancel or replace: {order}";
        return HasNews(core.OutboundSequence) ? "there is still news" : "";
    }

    // Ticks and quotes go on for ever; reports and requests do not.
    bool HasNews(long said)
    {
        var reports = world.Strategies.Append(world.DropCopy).Sum(peer => peer.Record.Reports);
        var news = said != _sequence || reports != _reports || world.Sent.Count != _messages || !network.IsQuiet;
        (_sequence, _reports, _messages) = (said, reports, world.Sent.Count);
        return news;
    }
}
