using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gateway.Ops;

/// <summary>
/// Takes what the duty cycle has to tell operators to the log without making it wait: a bounded queue and a reader of its own. What does not
/// fit is counted and told later.
/// </summary>
sealed class EventLog : IAsyncDisposable
{
    const int Capacity = 1024;

    readonly Channel<string> _events = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    readonly Task _reader;
    long _dropped;

    internal EventLog(ILogger log) => _reader = ReadAsync(log);

    /// <summary>Notes an event; from any thread, never waits.</summary>
    internal void Add(string text)
    {
        if (!_events.Writer.TryWrite(text)) Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes what is left and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _reader;
    }

    async Task ReadAsync(ILogger log)
    {
        await foreach (var text in _events.Reader.ReadAllAsync())
        {
            log.LogInformation("{Event}", text);
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped) log.LogWarning("{Count} events were left out.", dropped);
        }
    }
}
