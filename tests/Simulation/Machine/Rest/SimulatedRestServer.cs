using System.Globalization;
using Gateway.Venues.Simulated;
using Gateway.Venues.Simulated.Core;
using Gateway.Venues.Simulated.Rest;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulation.Machine.Rest;

/// <summary>What goes wrong between the gateway and a REST exchange.</summary>
enum RestFault
{
    NoConnection,
    LostRequest,
    LostAnswer,
    BrokenAnswer,
    LostFrame,
    RepeatedFrame,
    LateFrame,
}

/// <summary>The REST face of a simulated exchange, its code without its sockets: requests are answered where they arrive, streams are lists of listeners.</summary>
sealed class SimulatedRestServer
{
    internal const string Key = "key", Secret = "secret", Member = "GATEWAY";

    readonly SimulatedExchange _exchange;
    readonly RestDispatcher _dispatcher;
    readonly Dictionary<RestFault, int> _faults = [];
    readonly List<SimulatedStream> _streams = [];
    byte[]? _held;
    long _update;
    int _keys;

    internal SimulatedRestServer(SimulatedExchange exchange)
    {
        _exchange = exchange;
        // Its own streams have no listeners here.
        var streams = new StreamHub(exchange, Faults) { NewKey = () => string.Create(CultureInfo.InvariantCulture, $"key-{++_keys}") };
        _dispatcher = new RestDispatcher(exchange, new SimulatedRestOptions { ApiKey = Key, ApiSecret = Secret, Member = Member }, Faults, streams, new RestAdmin(exchange, Faults, streams));
        exchange.Executed += OnExecuted;
        exchange.QuoteChanged += OnQuoteChanged;
    }

    /// <summary>What it does wrong by itself.</summary>
    internal ExchangeFaults Faults { get; } = new();

    internal bool IsQuiet => _held is null && _streams.TrueForAll(stream => stream.IsQuiet);

    internal Task HandleAsync(HttpContext request) => _dispatcher.HandleAsync(request);

    /// <summary>The next ones of a kind go wrong.</summary>
    internal void Add(RestFault fault, int count) => _faults[fault] = _faults.GetValueOrDefault(fault) + count;

    internal bool Take(RestFault fault)
    {
        if (_faults.GetValueOrDefault(fault) == 0) return false;
        _faults[fault]--;
        return true;
    }

    internal void Recover()
    {
        _faults.Clear();
        _held = null; // Lost, then.
        Faults.Set(new ExchangeFaults());
    }

    internal bool TryOpen(SimulatedStream stream)
    {
        if (Faults.Unavailable) return false;
        _streams.Add(stream);
        foreach (var symbol in stream.Symbols) Tell(stream, symbol);
        return true;
    }

    internal void Close(SimulatedStream stream) => _streams.Remove(stream);

    internal void CutStreams()
    {
        foreach (var stream in _streams.ToArray()) stream.Cut();
        _streams.Clear();
        _held = null;
    }

    void OnExecuted(Execution execution)
    {
        if (Take(RestFault.LostFrame)) return;
        var frame = SpotWriter.ExecutionReport(execution);
        if (_held is null && Take(RestFault.LateFrame))
        {
            _held = frame; // After the next one.
            return;
        }

        foreach (var stream in _streams.Where(stream => stream.Symbols.Length == 0))
        {
            stream.Offer(frame);
            if (Take(RestFault.RepeatedFrame)) stream.Offer(frame);
            if (_held is not null) stream.Offer(_held);
        }

        _held = null;
    }

    void OnQuoteChanged(string symbol)
    {
        foreach (var stream in _streams.Where(stream => stream.Symbols.Contains(symbol))) Tell(stream, symbol);
    }

    void Tell(SimulatedStream stream, string symbol) => stream.Offer(SpotWriter.BookTicker(symbol, ++_update, _exchange.Quote(symbol)));
}
