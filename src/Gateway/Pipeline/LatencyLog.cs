using System.Globalization;
using Gateway.Latency;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline;

/// <summary>Writes the latencies of this run to a file of its own, every five seconds and at the end. What cannot be written is lost, and nothing else.</summary>
sealed class LatencyLog : IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly LatencyStages _stages;
    readonly ILogger _log;
    readonly HistogramLogWriter _writer;
    readonly Timer _timer;
    bool _isLosing;

    /// <exception cref="IOException">The file cannot be made.</exception>
    internal LatencyLog(string data, LatencyStages stages, ILogger log)
    {
        (_stages, _log) = (stages, log);
        var now = DateTimeOffset.UtcNow;
        var name = now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + ".hlog";
        _writer = HistogramLogWriter.Open(Path.Combine(data, "latency", name), now.ToUnixTimeMilliseconds());
        _timer = new Timer(_ => Write(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Write();
        Try(_writer.Dispose);
    }

    void Write()
    {
        lock (_lock) Try(() => _stages.WriteInterval(_writer, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
    }

    // A full disk, as a rule: told once until it is well again.
    void Try(Action write)
    {
        try
        {
            write();
            _isLosing = false;
        }
        catch (IOException error)
        {
            if (!_isLosing) _log.LogWarning("Latencies are not recorded: {Reason}", error.Message);
            _isLosing = true;
        }
    }
}
