using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Venues;

namespace Gateway.Tests.Pipeline;

public sealed class FirstQuotesTests
{
    readonly Inbox _inbox = new();
    readonly FirstQuotes _quotes;

    public FirstQuotesTests()
    {
        _quotes = new(_inbox);
        _quotes.Expect(1, "BTCUSDT");
        _quotes.Expect(1, "SOLUSDT");
        _quotes.Expect(2, "SOLUSDT");
    }

    [Fact]
    public async Task An_exchange_is_waited_for_until_it_has_quoted_everything()
    {
        var wait = _quotes.WaitAsync(1, TimeSpan.FromMinutes(1), CancellationToken.None);
        Post(1, "BTCUSDT", 1);
        Post(2, "SOLUSDT", 1);
        Post(1, "SOLUSDT", 0); // An empty market.
        _inbox.IsFull = true;
        Post(1, "SOLUSDT", 1);
        Assert.False(wait.IsCompleted);
        _inbox.IsFull = false;
        Post(1, "SOLUSDT", 1);
        await wait;
        Assert.Equal(4, _inbox.Count);
    }

    [Fact]
    public async Task A_market_without_orders_does_not_hold_the_start_for_ever()
        => await _quotes.WaitAsync(1, TimeSpan.FromMilliseconds(1), CancellationToken.None);

    [Fact]
    public async Task The_wait_ends_with_the_start()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _quotes.WaitAsync(1, TimeSpan.FromMinutes(1), new(canceled: true)));

    void Post(ushort venue, string symbol, long bid)
    {
        var message = new Inbound { Kind = InboundKind.VenueQuote, Venue = venue, VenueQuote = new() { Symbol = Text24.From(symbol), BidPrice = new(bid) } };
        Assert.Equal(!_inbox.IsFull, _quotes.TryPost(in message));
    }

    sealed class Inbox : IVenueInbox
    {
        internal bool IsFull { get; set; }

        internal int Count { get; private set; }

        public bool TryPost(in Inbound message)
        {
            if (IsFull) return false;
            Count++;
            return true;
        }
    }
}
