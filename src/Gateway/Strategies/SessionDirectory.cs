using Gateway.Configuration;
using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;
using Gateway.Pipeline;

namespace Gateway.Strategies;

/// <summary>Makes the sessions of a configuration: each CompID in each FIX version.</summary>
static class SessionDirectory
{
    /// <summary>The sessions with their stores, whose numbers recovery restores.</summary>
    internal static List<StrategySession> Create(
        GatewayConfiguration configuration, SessionsLog log, LogLookup archive, SessionHistory history, EgressProgress progress)
    {
        var sessions = new List<StrategySession>();
        for (var index = 0; index < configuration.Sessions.Count; index++)
            for (var version = 0; version < ConfigurationTraffic.BeginStrings.Length; version++)
            {
                var settings = configuration.Sessions[index];
                var id = new SessionId(ConfigurationTraffic.BeginStrings[version], configuration.Fix.CompId, settings.CompId);
                var session = new StrategySession(ConfigurationTraffic.SessionNumber(index, version), id, settings.DropCopy, progress);
                session.Store = new StrategyStore(session, log, archive, history.Of(session.Number));
                sessions.Add(session);
            }

        return sessions;
    }

    /// <summary>Opens the FIX session on its restored store.</summary>
    internal static void Open(StrategySession session, GatewayConfiguration configuration, StrategyApplication application)
    {
        var own = configuration.Sessions.Find(settings => settings.CompId == session.Id.TargetCompID)!;
        session.Fix = new FixSession(Settings(session, own, configuration.Fix), application, session.Store) { Tag = session };
    }

    static FixSessionSettings Settings(StrategySession session, SessionConfiguration own, FixConfiguration fix) => new()
    {
        Id = session.Id,
        Role = SessionRole.Acceptor,
        ResetOnLogon = own.ResetOnLogon,
        CheckLatency = fix.SendingTimeToleranceSeconds > 0,
        MaxLatency = fix.SendingTimeToleranceSeconds * 1000,
        MessageSizeMax = fix.MessageBytesMax,
        OutgoingBytesMax = fix.SendBufferBytesMax,
        Validator = Validator(session.Id.BeginString, fix.Validation),
    };

    static DictionaryValidator? Validator(string beginString, FixValidation validation)
    {
        if (validation == FixValidation.None) return null;
        var settings = validation == FixValidation.Strict ? new ValidationSettings() : ValidationSettings.Lenient with { CheckRequiredFields = false };
        var dictionary = BuiltInDictionary.Of(beginString)!;
        return beginString.StartsWith("FIXT", StringComparison.Ordinal)
            ? new DictionaryValidator(dictionary, BuiltInDictionary.Of("FIX.5.0SP2")!, settings)
            : new DictionaryValidator(dictionary, settings);
    }
}
