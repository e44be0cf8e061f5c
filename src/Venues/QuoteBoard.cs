using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>The latest quote of each instrument of a venue; those that changed are told when the gateway has room.</summary>
sealed class QuoteBoard
{
    sealed class Entry
    {
        public VenueQuote Quote;
        public bool Changed;
    }

    readonly Dictionary<string, Entry> _entries;
    readonly VenueReporter _reporter;

    public QuoteBoard(IEnumerable<VenueInstrument> instruments, VenueReporter reporter)
    {
        _reporter = reporter;
        _entries = instruments.ToDictionary(
            instrument => instrument.VenueSymbol,
            instrument => new Entry { Quote = new() { Symbol = Text24.From(instrument.Symbol) } });
    }

    /// <summary>The quote now; zeros where a side is empty.</summary>
    public void Set(string venueSymbol, Price bidPrice, Quantity bidQuantity, Price askPrice, Quantity askQuantity)
    {
        if (!_entries.TryGetValue(venueSymbol, out var entry)) return;
        var quote = new VenueQuote
        {
            Symbol = entry.Quote.Symbol, BidPrice = bidPrice, BidQuantity = bidQuantity, AskPrice = askPrice, AskQuantity = askQuantity,
        };
        entry.Changed |= !Same(in quote, in entry.Quote);
        entry.Quote = quote;
    }

    /// <summary>No quotes any more.</summary>
    public void Withdraw()
    {
        foreach (var venueSymbol in _entries.Keys) Set(venueSymbol, default, default, default, default);
    }

    /// <summary>Tells what has changed.</summary>
    public void Tell()
    {
        foreach (var entry in _entries.Values)
        {
            if (!entry.Changed || !_reporter.IsClear) continue;
            entry.Changed = false;
            _reporter.Quote(in entry.Quote);
        }
    }

    static bool Same(in VenueQuote left, in VenueQuote right)
        => left.BidPrice == right.BidPrice && left.BidQuantity == right.BidQuantity
           && left.AskPrice == right.AskPrice && left.AskQuantity == right.AskQuantity;
}
