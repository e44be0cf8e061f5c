using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Cli;

/// <summary>
/// <c>replay --what-if</c>: beside the replay runs a second engine that hears the same messages, but limits and routes of another configuration.
/// What it says is compared cause by cause.
/// </summary>
/// <remarks>
/// Answers of exchanges are given to the order that the same request led to. An order that only the second engine sends has no recorded
/// answer and stays open; answers to orders that it never sent are left out. Both are counted.
/// </remarks>
sealed class WhatIf(ExecutionEngine engine, GatewayConfiguration configuration) : ReplayObserver
{
    readonly OrderCounterparts _counterparts = new();
    readonly List<Outbound> _recorded = [];
    readonly List<Outbound> _supposed = [];
    readonly Dictionary<ushort, string> _venues = [];
    Inbound _cause;
    bool _configuring;

    /// <summary>What was recorded.</summary>
    internal FlowTotals Recorded { get; } = new();

    /// <summary>What would have been.</summary>
    internal FlowTotals Supposed { get; } = new();

    /// <summary>Requests that would have been answered otherwise.</summary>
    internal List<WhatIfDifference> Differences { get; } = [];

    /// <summary>Recorded answers of exchanges to orders that would not have been sent.</summary>
    internal long AnswersLeftOut { get; private set; }

    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound)
    {
        Compare();
        _cause = inbound;
        if (inbound.Kind == InboundKind.VenueDefined) _venues[inbound.Venue] = inbound.VenueDefined.Name.ToString();
    }

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound) => _recorded.Add(outbound);

    /// <summary>After the last message.</summary>
    internal void Complete() => Compare();

    void Compare()
    {
        if (_cause.Sequence == 0) return;
        if (_cause.Kind == InboundKind.RunStarted) _configuring = true;
        else if (_configuring && !IsConfiguration(in _cause)) Configure();
        if (!IsReplaced(in _cause)) Suppose(_cause);
        foreach (ref readonly var said in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_recorded)) _counterparts.Recorded(in said);
        foreach (ref readonly var said in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_supposed)) _counterparts.Supposed(in said);
        Recorded.Add(_recorded);
        Supposed.Add(_supposed);
        if (IsRequest(_cause.Kind) && WhatIfDifference.Of(in _cause, _recorded, _supposed, _venues) is { } difference) Differences.Add(difference);
        _recorded.Clear();
        _supposed.Clear();
        _cause = default;
    }

    // Each run journals its configuration behind its start; the other one comes when all that it names is there.
    void Configure()
    {
        _configuring = false;
        VenueNumbers.Assign(configuration.Venues, engine.Venues(), ushort.MaxValue); // What the day does not know the engine refuses.
        foreach (var message in ConfigurationTraffic.Messages(configuration, []).Where(message => message.Kind is InboundKind.LimitSet or InboundKind.RouteDefined))
        {
            var placed = message;
            (placed.Sequence, placed.Time) = (_cause.Sequence, _cause.Time);
            Tell(in placed);
        }

        _supposed.Clear();
    }

    void Suppose(Inbound message)
    {
        if (!_counterparts.TryTranslate(ref message)) AnswersLeftOut++;
        else Tell(in message);
    }

    void Tell(in Inbound message)
    {
        var outbox = new ListOutbox(_supposed);
        engine.On(in message, ref outbox);
    }

    static bool IsReplaced(in Inbound message)
        => message.Kind == InboundKind.RouteDefined || (message.Kind == InboundKind.LimitSet && message.LimitSet.By == Text16.From("configuration"));

    static bool IsConfiguration(in Inbound message) => message.Kind is (>= InboundKind.InstrumentDefined and <= InboundKind.BalanceSet) or InboundKind.CurrencyRate or InboundKind.ScheduleSet or InboundKind.StrategySwitched or InboundKind.SessionAccount;

    static bool IsRequest(InboundKind kind) => kind is InboundKind.NewOrder or InboundKind.CancelOrder or InboundKind.ReplaceOrder;

    struct ListOutbox(List<Outbound> said) : IOutbox
    {
        readonly Outbound[] _slot = new Outbound[1];

        public readonly ref Outbound Claim()
        {
            _slot[0] = default;
            return ref _slot[0];
        }

        public readonly void Commit() => said.Add(_slot[0]);
    }
}
