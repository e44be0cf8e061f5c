using System.Collections.Concurrent;
using Gateway.Messages;
using Gateway.Venues;

namespace Gateway.Pipeline;

/// <summary>
/// Notices the first quotes of exchanges on their way in, so that the start can wait for them: a market order that comes right after it then finds a price
/// and is not refused for want of one.
/// </summary>
sealed class FirstQuotes(IVenueInbox inbox) : IVenueInbox
{
    readonly ConcurrentDictionary<(ushort Venue, Text24 Symbol), TaskCompletionSource> _awaited = new();
    volatile bool _isOver;

    /// <summary>What is going to be waited for.</summary>
    internal void Expect(ushort venue, string symbol) => _awaited[(venue, Text24.From(symbol))] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public bool TryPost(in Inbound message)
    {
        if (!inbox.TryPost(in message)) return false;
        if (!_isOver && message.Kind == InboundKind.VenueQuote) Note(message.Venue, in message.VenueQuote);
        return true;
    }

    /// <summary>Until an exchange has quoted all that is expected of it, or has had its time: some market may have no orders.</summary>
    internal async Task WaitAsync(ushort venue, TimeSpan patience, CancellationToken cancellation)
    {
        var all = Task.WhenAll(_awaited.Where(pair => pair.Key.Venue == venue).Select(pair => pair.Value.Task));
        await Task.WhenAny(all, Task.Delay(patience, cancellation));
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Nobody waits any more.</summary>
    internal void End() => _isOver = true;

    void Note(ushort venue, in VenueQuote quote)
    {
        if ((quote.BidPrice.Raw | quote.AskPrice.Raw) != 0 && _awaited.TryGetValue((venue, quote.Symbol), out var source)) source.TrySetResult();
    }
}
