using Gateway.Engine.Allocation;
using Gateway.Engine.MarketData;
using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Enforcement;
using Gateway.Engine.Risk.Guards;
using Gateway.Engine.Risk.Operators;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>
/// The deterministic core: one inbound message in, any number of outbound messages out. It is told everything, the time included, and
/// asks for nothing; the same messages give the same state and the same answers on every machine.
/// </summary>
/// <remarks>Single-threaded. No allocation per message after construction.</remarks>
public sealed partial class ExecutionEngine : IDisposable
{
    readonly EngineState _state;
    readonly PriceReference _prices;
    readonly ReportWriter _reports;
    readonly RiskGate _gate;
    readonly CandidateFactory _candidates;
    readonly Targets _targets;
    readonly Router _router;
    readonly Configurator _configurator;
    readonly InstrumentDesk _instruments;
    readonly ScopeFinder _finder;
    readonly LimitDesk _limits;
    readonly StateDesk _states;
    readonly ActReporter _acts;
    readonly SessionHandler _sessions;
    readonly StopDesk _stops;
    readonly ExpiryDesk _expiries;
    readonly MarketDesk _markets;
    readonly NewOrderHandler _newOrders;
    readonly CancelHandler _cancels;
    readonly ReplaceHandler _replaces;
    readonly StatusHandler _statuses;
    readonly MassCancelHandler _massCancels;
    readonly MassStatusHandler _massStatuses;
    readonly PositionRequestHandler _positionRequests;
    readonly VenueReportHandler _venueReports;
    readonly VenueStateHandler _venueStates;
    readonly UnknownOutcomes _unknowns;
    readonly CancelRetries _cancelRetries;
    readonly CalendarGuard _calendarGuard;
    readonly MarkGuard _marks;
    readonly ProtectionGuard _protection;
    readonly VenueGuard _venueGuard;
    readonly TradeManager _tradeManager;
    readonly LimitWatch _limitWatch;
    readonly Calendar _calendar;
    readonly EnforcementQueue _breaches;
    readonly Enforcer _enforcer;
    readonly Drill _drill;
    readonly PositionReporter _positions;

    /// <summary>An engine that knows nothing yet: sessions, accounts, instruments and limits arrive as messages.</summary>
    /// <param name="limits">Maxima of its tables, all reserved here.</param>
    public ExecutionEngine(EngineLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _state = new EngineState(limits);
        Feed = new BookFeed(_state);
        var prices = _prices = new PriceReference(_state);
        var reports = _reports = new ReportWriter(_state);
        var events = new EventWriter(reports);
        var lookup = new OrderLookup(_state);
        var targets = _targets = new Targets(_state);
        // 1 what is asked for, 2 checks, 3 claims
        _candidates = new CandidateFactory(_state);
        var ledger = new Ledger(_state);
        _gate = new RiskGate(_state, ledger, prices);
        var desk = new OrderDesk(_state, ledger);
        // 4 fills and what follows from them
        _breaches = new EnforcementQueue(_state, events);
        _calendar = new Calendar(_state, events);
        var breaches = new Breaches(_state, _breaches, events);
        _calendarGuard = new CalendarGuard(_state, events, breaches);
        _marks = new MarkGuard(_state, prices, _calendar, breaches);
        _protection = new ProtectionGuard(_state, breaches);
        _venueGuard = new VenueGuard(_state, breaches);
        _limitWatch = new LimitWatch(_state, breaches);
        var refusals = new RefusalGuard(_state, breaches);
        var parents = new ParentDesk(_state, reports);
        var trades = new TradeDesk(_state, ledger, desk, parents, reports, new FillGuard(_state, ledger, _calendar, breaches));
        // 5 the venue side and the own book
        var requests = new VenueRequests(_state, reports);
        _router = new Router(_state, requests, new VenueGate(_state, _gate));
        var cancelDesk = new CancelDesk(_state, ledger, desk, trades, parents, reports, requests);
        _expiries = new ExpiryDesk(_state, cancelDesk);
        _markets = new MarketDesk(_state, trades, cancelDesk, _expiries, reports);
        var reach = new Reach(_state);
        var matcher = new Matcher(_state, trades, cancelDesk, _markets, reach, reports);
        _stops = new StopDesk(_state, _gate, prices, matcher, cancelDesk, _router, reports);
        // 6 one handler for each kind of message
        _statuses = new StatusHandler(lookup, reports);
        var allocator = new Allocator(_state, _candidates, _gate, desk, matcher, reach, cancelDesk, _router, targets, refusals, reports);
        _newOrders = new NewOrderHandler(_state, _candidates, _gate, desk, matcher, _router, allocator, _stops, refusals, _statuses, reports);
        _cancels = new CancelHandler(_state, _gate, cancelDesk, lookup, _statuses, reports);
        var parentReplacer = new ParentReplacer(_state, _gate, ledger, cancelDesk, matcher, requests, targets, reports);
        _replaces = new ReplaceHandler(_state, _candidates, _gate, ledger, cancelDesk, matcher, requests, _router, parentReplacer, _stops, desk, lookup, refusals, _statuses, reports);
        _massStatuses = new MassStatusHandler(_state, lookup, reports);
        _massCancels = new MassCancelHandler(_state, cancelDesk, lookup, new SessionKill(_state, events), reports);
        var closer = new PositionCloser(_state, _gate, prices, _candidates, desk, _newOrders, _router);
        _enforcer = new Enforcer(_state, _breaches, _massCancels, closer, events);
        _tradeManager = new TradeManager(_state, _gate, prices, _candidates, ledger, desk, _newOrders, cancelDesk, _stops, _enforcer, closer, reports);
        _drill = new Drill(_state, _enforcer, closer, events);
        _sessions = new SessionHandler(_state, _massCancels, events);
        var refused = new ConfigurationRefusals(_state, events);
        _configurator = new Configurator(_state, new RateDesk(_state), refused);
        _instruments = new InstrumentDesk(_state, refused, Feed);
        _finder = new ScopeFinder(_state);
        _limits = new LimitDesk(_state, _finder, events);
        _states = new StateDesk(_state, _finder, _massCancels, _breaches, _enforcer, _drill, events);
        _acts = new ActReporter(_state, reports);
        _unknowns = new UnknownOutcomes(_state, requests, events);
        _cancelRetries = new CancelRetries(_state, requests, events);
        var answers = new VenueAnswers(_state, ledger, desk, trades, parents, cancelDesk, requests, _cancelRetries, reports);
        _venueReports = new VenueReportHandler(_state, trades, requests, answers, _unknowns, _venueGuard, refusals, reports, events);
        _venueStates = new VenueStateHandler(_state, _unknowns, requests, _venueGuard);
        _positions = new PositionReporter(_state, prices, reports);
        _positionRequests = new PositionRequestHandler(_state, lookup, _positions, reports);
    }

    /// <summary>Market data of the own books, for those who ask for it.</summary>
    public BookFeed Feed { get; }

    /// <summary>Frees the books' memory; the engine may not be used afterwards.</summary>
    public void Dispose() => _state.Dispose();

    /// <summary>Takes in one message and says what follows from it.</summary>
    /// <param name="message">Stamped: its sequence and time never fall.</param>
    /// <param name="outbox">Takes what there is to say, in order.</param>
    public void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _state.Enter(in message);
        if (_state.Now >= _state.Due) OnDue(ref outbox);
        switch (message.Kind)
        {
            case InboundKind.NewOrder: _newOrders.On(in message, ref outbox); break;
            case InboundKind.CancelOrder: _cancels.On(in message, ref outbox); break;
            case InboundKind.ReplaceOrder: _replaces.On(in message, ref outbox); break;
            case InboundKind.VenueReport: OnVenueReport(in message, ref outbox); break;
            case InboundKind.VenueQuote: _venueStates.On(in message.VenueQuote, message.Venue, ref outbox); break;
            default: OnRare(in message, ref outbox); break;
        }

        // Legs stand directly before their order.
        if (_state.PendingLegs.Count != 0 && message.Kind != InboundKind.AllocationLeg) _state.PendingLegs.Clear();
        // A position's own stop order follows it before prices may trigger it.
        if (!_state.Managed.IsEmpty) _tradeManager.Run(ref outbox);
        if (_stops.HasWork) _stops.Run(ref outbox);
        if (!_breaches.IsEmpty) Enforce(ref outbox);
        if (!_state.Managed.IsEmpty) Manage(ref outbox);
    }

    // Stop orders and closing orders have traded: what they left is looked at again, and what that triggers, until nothing moves any more.
    void Manage<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        while (!_state.Managed.IsEmpty)
        {
            _tradeManager.Run(ref outbox);
            if (_stops.HasWork) _stops.Run(ref outbox);
            if (!_breaches.IsEmpty) Enforce(ref outbox);
        }
    }

    // Ends that have come take effect before the message that carries the time.
    void OnDue<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _expiries.Run(ref outbox);
        _markets.EndCalls(ref outbox);
        _state.Due = Math.Min(_state.Expiries.NextTime, _markets.NextEnd);
    }

    // What is enforced may trade, and trades may trigger stop orders.
    void Enforce<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        while (!_breaches.IsEmpty)
        {
            _enforcer.Run(ref outbox);
            if (_stops.HasWork) _stops.Run(ref outbox);
        }
    }

    void OnRare<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        switch (message.Kind)
        {
            case InboundKind.AllocationLeg: AddLeg(in message); break;
            case InboundKind.StatusRequest: _statuses.On(in message, ref outbox); break;
            case InboundKind.MassCancel: _massCancels.On(in message, ref outbox); break;
            case InboundKind.MassStatusRequest: _massStatuses.On(in message, ref outbox); break;
            case InboundKind.PositionRequest: _positionRequests.On(in message, ref outbox); break;
            case InboundKind.ClockTick: OnTime(ref outbox); break;
            case InboundKind.SessionLoggedOn: _sessions.OnLoggedOn(message.Session); break;
            case InboundKind.SessionLoggedOut: _sessions.OnLoggedOut(message.Session, in message.SessionLoggedOut, ref outbox); break;
            case InboundKind.VenueStateChanged: _venueStates.On(in message.VenueStateChanged, message.Venue, ref outbox); break;
            default: OnConfiguration(in message, ref outbox); break;
        }
    }

    // Configuration and operators' acts: the same messages, but a person waits for the answer.
    void OnConfiguration<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _state.Outcome = default;
        Configure(in message, ref outbox);
        if (!_breaches.IsEmpty) _enforcer.Run(ref outbox);
        if (message.IsAct) _acts.Answer(in message, ref outbox);
    }

    void Configure<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        switch (message.Kind)
        {
            case InboundKind.MarketStateSet: _markets.On(in message.MarketStateSet, ref outbox); break;
            case InboundKind.RunStarted: _venueStates.OnRunStarted(); break;
            case InboundKind.SessionDefined: _configurator.On(in message.SessionDefined, message.Session, ref outbox); break;
            case InboundKind.AccountDefined: _configurator.On(in message.AccountDefined, ref outbox); break;
            case InboundKind.InstrumentDefined: _instruments.On(in message.InstrumentDefined, ref outbox); break;
            case InboundKind.GroupDefined: _configurator.On(in message.GroupDefined, ref outbox); break;
            case InboundKind.GroupMember: _configurator.On(in message.GroupMember, ref outbox); break;
            case InboundKind.VenueDefined: _configurator.On(in message.VenueDefined, message.Venue, ref outbox); break;
            case InboundKind.RouteDefined: _instruments.On(in message.RouteDefined, message.Venue, ref outbox); break;
            case InboundKind.CurrencyRate: _configurator.On(in message.CurrencyRate, ref outbox); break;
            case InboundKind.BalanceSet: _configurator.On(in message.BalanceSet, ref outbox); break;
            case InboundKind.LimitSet: OnLimit(in message, ref outbox); break;
            case InboundKind.StrategySwitched: _states.On(in message.StrategySwitched, ref outbox); break;
            case InboundKind.TradingStateSet: _states.On(in message.TradingStateSet, message.IsAct, ref outbox); break;
            case InboundKind.Flatten: _states.On(in message.Flatten, message.IsAct, ref outbox); break;
            case InboundKind.AccessRefused: _states.On(in message.AccessRefused, ref outbox); break;
            case InboundKind.LockoutRelease: _states.On(in message.LockoutRelease, ref outbox); break;
            case InboundKind.ScheduleSet: OnSchedule(in message.ScheduleSet, ref outbox); break;
        }
    }

    void OnLimit<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _limits.On(in message.LimitSet, message.IsAct, ref outbox);
        _limitWatch.AfterLimit(in message.LimitSet, ref outbox);
    }

    void OnSchedule<TOutbox>(ref readonly ScheduleSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var scope = _finder.Find(set.Scope, in set.Key);
        _calendar.Tell(in set, scope >= 0 && _calendar.TrySet(in set, scope), ref outbox);
    }

    void OnVenueReport<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _venueReports.On(in message, ref outbox);
        if (_enforcer.IsUnderWay) _enforcer.Look(ref outbox);
    }

    void AddLeg(ref readonly Inbound message)
    {
        ref readonly var leg = ref message.AllocationLeg;
        _state.PendingLegs.Add(message.Session, in leg, _state.Registry.AccountNames.Find(in leg.Account));
    }

    void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _markets.OnTime(ref outbox);
        _unknowns.OnTime(ref outbox);
        _cancelRetries.OnTime(ref outbox);
        _calendarGuard.OnTime(ref outbox);
        _venueGuard.OnTime(ref outbox);
        _marks.OnTime(ref outbox);
        _tradeManager.OnTime(ref outbox);
        _protection.OnTime(ref outbox);
        _limits.OnTime(ref outbox);
        _positions.OnTime(ref outbox);
        _enforcer.Look(ref outbox);
    }
}
