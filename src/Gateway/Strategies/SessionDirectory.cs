using Gateway.Configuration;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>
/// The sessions by their numbers. The journal says which number is whose, so that a configuration may add, drop and reorder sessions
/// without one taking over another's orders and messages; who is new gets the next free number. Sessions that the journal knows but the
/// configuration no longer has keep their number and are closed.
/// </summary>
sealed class SessionDirectory(
    GatewayConfiguration configuration, int sessionsMax, SessionsLog log, LogLookup archive, SessionHistory history, EgressProgress progress, Action<string> tell)
{
    /// <summary>FIX versions in which every configured CompID may log on; each is a session of its own with its own numbers.</summary>
    internal static readonly string[] BeginStrings = ["FIX.4.4", "FIX.4.2", "FIXT.1.1"];

    readonly StrategySession?[] _byNumber = new StrategySession?[sessionsMax + 1];
    StrategyApplication? _application;
    InboundQueue? _queue;
    volatile StrategySession[] _open = [];

    /// <summary>Who may log on; any thread may look.</summary>
    internal IReadOnlyList<StrategySession> Open => _open;

    /// <summary>The drop copies among them.</summary>
    internal StrategySession[] DropCopies { get; private set; } = [];

    /// <summary>Names (see <see cref="SessionConfiguration.Name"/>) by session number.</summary>
    internal string?[] Names { get; } = new string?[sessionsMax + 1];

    /// <summary>The open session of a number, or null.</summary>
    internal StrategySession? Find(ushort number) => number < _byNumber.Length ? _byNumber[number] : null;

    /// <summary>After recovery: opens the configured sessions, and those that a template has let in before.</summary>
    /// <exception cref="UserErrorException">There are more sessions than numbers.</exception>
    internal void OpenAll(StrategyApplication application, InboundQueue queue)
    {
        (_application, _queue) = (application, queue);
        foreach (var settings in configuration.Sessions.Where(settings => !IsTemplate(settings)))
            foreach (var beginString in BeginStrings)
            {
                var id = settings.Id(beginString, configuration.Fix.CompId);
                if (!TryOpen(id, settings)) throw new UserErrorException($"sessions: this journal's {sessionsMax} session numbers are used up; a new data directory is needed.");
            }

        foreach (var (number, known) in history.Known.OrderBy(known => known.Number).ToList())
            if (Find(number) is null && TemplateOf(known.CompId) is { } template && Room(template))
                TryOpen(new(known.BeginString, configuration.Fix.CompId, known.CompId), template);
    }

    /// <summary>A peer that is not configured logs on: the session that a template makes for it, or null.</summary>
    internal FixSession? OpenDynamic(SessionId id)
    {
        if (id.SenderCompID != configuration.Fix.CompId || !BeginStrings.Contains(id.BeginString)) return null;
        id = new(id.BeginString, id.SenderCompID, id.TargetCompID);
        if (!ConfigurationRules.IsName(id.TargetCompID, SessionRules.CompIdLengthMax) || TemplateOf(id.TargetCompID) is not { } template || !Room(template)) return null;
        if (!TryOpen(id, template)) return null;
        var session = _open[^1];
        foreach (var message in Messages(session)) _queue!.Add(in message);
        return session.Fix;
    }

    /// <summary>Configuration traffic: every open session.</summary>
    internal IEnumerable<Inbound> Messages() => _open.SelectMany(Messages);

    static bool IsTemplate(SessionConfiguration settings) => settings.CompId.EndsWith('*');

    SessionConfiguration? TemplateOf(string compId)
        => configuration.Sessions.Find(settings => IsTemplate(settings) && compId.StartsWith(settings.CompId[..^1], StringComparison.Ordinal));

    bool Room(SessionConfiguration template)
        => _open.Where(session => session.Settings == template).DistinctBy(session => session.Id.Target).Count() < template.SessionsMax;

    bool TryOpen(SessionId id, SessionConfiguration settings)
    {
        var number = NumberOf(id);
        if (number > sessionsMax) return false;
        var session = Add((ushort)number, id, settings);
        session.Fix = new FixSession(SessionSettings.Make(id, settings, configuration.Fix), _application!, session.Store) { Tag = session };
        _open = [.. _open, session];
        DropCopies = [.. _open.Where(open => open.DropCopy).OrderBy(open => open.Number)];
        return true;
    }

    // The journal's number, or the first that is nobody's.
    int NumberOf(SessionId id)
    {
        foreach (var (number, known) in history.Known)
            if (known.CompId == id.Target && known.BeginString == id.BeginString) return number;
        var used = history.Known.Select(known => (int)known.Number).ToHashSet();
        return Enumerable.Range(1, sessionsMax + 1).First(number => number > sessionsMax || !used.Contains(number));
    }

    StrategySession Add(ushort number, SessionId id, SessionConfiguration settings)
    {
        var numbers = history.Of(number);
        numbers.Identify(id.Target, id.BeginString);
        numbers.View.Define(settings.DropCopy);
        foreach (var account in settings.Accounts) numbers.View.Show(Text16.From(account));
        var session = new StrategySession(number, id, settings, progress) { View = numbers.View };
        session.Store = new StrategyStore(session, log, archive, numbers, tell);
        Names[number] = id.Target;
        return _byNumber[number] = session;
    }

    static IEnumerable<Inbound> Messages(StrategySession session)
    {
        var settings = session.Settings;
        yield return new()
        {
            Kind = InboundKind.SessionDefined,
            Session = session.Number,
            SessionDefined = new()
            {
                CompId = Text32.From(session.Id.Target),
                DefaultAccount = Text16.From(settings.DefaultAccount),
                DropCopy = settings.DropCopy,
                CancelOnDisconnect = settings.CancelOnDisconnect,
                BeginString = Text16.From(session.Id.BeginString),
            },
        };
        foreach (var account in settings.Accounts)
            yield return new() { Kind = InboundKind.SessionAccount, Session = session.Number, SessionAccount = new() { Account = Text16.From(account) } };
    }
}
