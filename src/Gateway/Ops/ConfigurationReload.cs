using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Ops.Api;
using Gateway.Pipeline;

namespace Gateway.Ops;

/// <summary>A change that the engine refused, and why; the instrument is as it was.</summary>
public sealed record RefusedChange(string Symbol, string Reason);

/// <summary>What became of reading the configuration again.</summary>
/// <param name="Added">Instruments that can be traded now.</param>
/// <param name="Changed">Instruments that have other terms now.</param>
/// <param name="Refused">Instruments that stay as they were.</param>
/// <param name="Later">What counts from the next start.</param>
/// <param name="Errors">Errors of the configuration; with one, nothing was done.</param>
public sealed record ReloadView(
    IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<RefusedChange> Refused, IReadOnlyList<string> Later, IReadOnlyList<string> Errors)
{
    /// <summary>All that could change has changed.</summary>
    public bool Done => Refused.Count + Errors.Count == 0;
}

/// <summary>
/// Reads the configuration again while the gateway runs: instruments that are new or changed go to the engine as journaled acts, which it takes or refuses
/// one by one. What <see cref="InstrumentReload"/> says, and everything else, waits for the next start, and is said to.
/// </summary>
/// <param name="configuration">In force; its instruments are brought up to date.</param>
/// <param name="load">Reads the configuration as at the start.</param>
/// <param name="desk">Carries out the acts.</param>
/// <param name="schedule">Told of instruments' hours.</param>
sealed class ConfigurationReload(
    GatewayConfiguration configuration, Func<ConfigurationErrors, GatewayConfiguration> load, OperatorDesk desk, MarketSchedule schedule) : IDisposable
{
    readonly SemaphoreSlim _one = new(1);
    readonly InstrumentReload _instruments = new(configuration);

    /// <summary>Reads and applies.</summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="why">Free text.</param>
    /// <param name="cancellation">Ends the waiting, not what is under way.</param>
    /// <exception cref="TimeoutException">The pipeline does not answer.</exception>
    internal async Task<ReloadView> RunAsync(Text16 by, Text64 why, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var errors = new ConfigurationErrors();
            var fresh = Load(errors);
            if (fresh is null || errors.All.Count > 0) return new([], [], [], [], errors.All);
            // What changes names this act, who did it and why.
            var act = new Inbound { Kind = InboundKind.ReloadRequested, ReloadRequested = new() { By = by, Why = why } };
            return await ApplyAsync(fresh, (await desk.ActAsync(act, cancellation)).Sequence, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    GatewayConfiguration? Load(ConfigurationErrors errors)
    {
        try
        {
            return load(errors);
        }
        catch (UserErrorException error)
        {
            errors.Add("configuration", error.Message);
            return null;
        }
    }

    async Task<ReloadView> ApplyAsync(GatewayConfiguration fresh, long reload, CancellationToken cancellation)
    {
        var (added, changed, refused) = (new List<string>(), new List<string>(), new List<RefusedChange>());
        await SetRatesAsync(fresh, reload, cancellation);
        var later = Later(fresh);
        foreach (var instrument in fresh.Instruments)
        {
            var known = Known(instrument);
            if (InstrumentReload.Waits(known, instrument) is not null || ConfigurationHash.IsSame(known, instrument)) continue;
            if (await ActAsync(known, instrument, reload, cancellation) is { } reason) refused.Add(new(instrument.Symbol, reason));
            else (known is null ? added : changed).Add(Take(known, instrument));
        }

        return new(added, changed, refused, later, []);
    }

    // Null when the engine has taken it.
    async Task<string?> ActAsync(InstrumentConfiguration? known, InstrumentConfiguration instrument, long reload, CancellationToken cancellation)
    {
        foreach (var act in _instruments.Acts(known, instrument, reload))
        {
            var refusal = (await desk.ActAsync(act, cancellation)).Report.Rejection;
            if (refusal.IsRejected) return Words.Of(in refusal);
        }

        return null;
    }

    // Before the instruments: one in a new currency is worth something from its first order. Another money for limits waits for the next start.
    async Task SetRatesAsync(GatewayConfiguration fresh, long reload, CancellationToken cancellation)
    {
        if (fresh.Currency != configuration.Currency) return;
        foreach (var (currency, rate) in fresh.Rates)
        {
            if (configuration.Rates.TryGetValue(currency, out var known) && known == rate) continue;
            var act = ConfigurationTraffic.Rate(currency, rate);
            act.CurrencyRate.Act = reload;
            await desk.ActAsync(act, cancellation);
        }

        configuration.Rates = fresh.Rates;
    }

    InstrumentConfiguration? Known(InstrumentConfiguration instrument) => configuration.Instruments.Find(other => other.Symbol == instrument.Symbol);

    // A new list: others may be reading the old one.
    string Take(InstrumentConfiguration? known, InstrumentConfiguration instrument)
    {
        configuration.Instruments = known is null
            ? [.. configuration.Instruments, instrument] : [.. configuration.Instruments.Select(other => other == known ? instrument : other)];
        if (known is null || !ConfigurationHash.IsSame(known.Hours, instrument.Hours)) schedule.Change(instrument);
        return instrument.Symbol;
    }

    List<string> Later(GatewayConfiguration fresh)
    {
        var later = fresh.Instruments.Select(instrument => (instrument.Symbol, Why: InstrumentReload.Waits(Known(instrument), instrument)))
            .Where(change => change.Why is not null).Select(change => $"instruments:{change.Symbol}: {change.Why}").ToList();
        later.AddRange(configuration.Instruments.Where(known => !fresh.Instruments.Exists(other => other.Symbol == known.Symbol))
            .Select(gone => $"instruments:{gone.Symbol}: is no longer configured, and stays until then; to stop it, halt it"));
        later.AddRange(ConfigurationHash.Differences(configuration, fresh).Where(section => section != nameof(fresh.Instruments)).Select(section => $"{char.ToLowerInvariant(section[0])}{section[1..]}"));
        return later;
    }
}
