using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.RingPipeline;
using Microsoft.Extensions.Logging;

namespace Gateway.Ops;

/// <summary>
/// Reads the configuration again while the gateway runs (SIGHUP): instruments with own books that are new or changed go to the engine as journaled
/// messages. Everything else waits for the next start, and is said to.
/// </summary>
/// <param name="load">Reads the configuration as at the start.</param>
/// <param name="inbound">Where everything comes in.</param>
/// <param name="log">Tells what was taken and what was not.</param>
sealed class ConfigurationReload(Func<ConfigurationErrors, GatewayConfiguration> load, RingBuffer<Inbound> inbound, ILogger log)
{
    readonly Lock _one = new();

    /// <summary>Reads and applies; any error leaves everything as it is.</summary>
    /// <param name="present">In force; its instruments are brought up to date.</param>
    /// <returns>Instruments that were added or changed.</returns>
    internal int Run(GatewayConfiguration present)
    {
        lock (_one)
        {
            if (Load() is not { } fresh) return 0;
            var changes = fresh.Instruments.Where(instrument => IsChanged(present, instrument)).ToList();
            foreach (var instrument in changes) Apply(present, instrument);
            foreach (var gone in present.Instruments.Where(known => !fresh.Instruments.Exists(other => other.Symbol == known.Symbol)))
                log.LogWarning("instruments:{Symbol} is no longer configured; it stays until the next start (risk halt stops it)", gone.Symbol);
            fresh.Instruments = present.Instruments;
            if (ConfigurationHash.Of(fresh) != ConfigurationHash.Of(present))
                log.LogWarning("Configuration read again: what changed beside instruments with own books counts from the next start");
            log.LogInformation("Configuration read again: {Count} instrument(s) added or changed", changes.Count);
            return changes.Count;
        }
    }

    GatewayConfiguration? Load()
    {
        try
        {
            var errors = new ConfigurationErrors();
            var fresh = load(errors);
            foreach (var error in errors.All) log.LogError("Configuration not read again: {Error}", error);
            return errors.All.Count == 0 ? fresh : null;
        }
        catch (UserErrorException error)
        {
            log.LogError("Configuration not read again: {Error}", error.Message);
            return null;
        }
    }

    bool IsChanged(GatewayConfiguration present, InstrumentConfiguration instrument)
    {
        var known = present.Instruments.Find(other => other.Symbol == instrument.Symbol);
        if (known is not null && ConfigurationTraffic.IsSame(known, instrument)) return false;
        if (instrument.Matching == MatchingPlace.Internal && known?.Matching != MatchingPlace.Routed) return true;
        log.LogWarning("instruments:{Symbol} is traded at exchanges: its change counts from the next start", instrument.Symbol);
        return false;
    }

    void Apply(GatewayConfiguration present, InstrumentConfiguration instrument)
    {
        var message = new Inbound { Kind = InboundKind.InstrumentDefined, InstrumentDefined = ConfigurationTraffic.Instrument(instrument) };
        while (!inbound.TryPublish(in message)) Thread.Sleep(1); // On the signal's thread: the pipeline makes room.
        var at = present.Instruments.FindIndex(other => other.Symbol == instrument.Symbol);
        if (at < 0) present.Instruments.Add(instrument);
        else present.Instruments[at] = instrument;
        log.LogInformation("instruments:{Symbol} {Change}", instrument.Symbol, at < 0 ? "is added" : "is changed");
    }
}
