using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Messages;
using Gateway.Venues.Rest.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Rest;

/// <summary>
/// Best bid and ask of each instrument. Quotes are states, not events: only the latest is kept, it is told at most once per
/// interval, and not at all while the gateway has no room. When the stream ends the quotes are withdrawn.
/// </summary>
sealed class QuoteStream
{
    readonly Desk _desk;
    readonly QuoteBoard _board;

    public QuoteStream(Desk desk)
    {
        _desk = desk;
        _board = new QuoteBoard(desk.Options.Instruments, desk.Reporter);
    }

    /// <summary>Reads the stream, connecting again and again.</summary>
    public async Task ReadAsync()
    {
        var streams = string.Join('/', _desk.Options.Instruments.Select(instrument => $"{instrument.VenueSymbol.ToLowerInvariant()}@bookTicker"));
        var address = new Uri(_desk.Options.StreamAddress, $"/stream?streams={streams}");
        while (true)
        {
            await TryReadOnceAsync(address);
            _board.Withdraw();
            await _desk.DelayAsync(_desk.Options.BackOff);
        }
    }

    /// <summary>Tells what has changed, once per interval.</summary>
    public async Task TellAsync()
    {
        while (true)
        {
            await _desk.DelayAsync(_desk.Options.QuoteInterval);
            _board.Tell();
        }
    }

    async Task TryReadOnceAsync(Uri address)
    {
        try
        {
            using var socket = _desk.Options.Network.CreateStream(TimeSpan.FromSeconds(15));
            await socket.ConnectAsync(address, _desk.Stopping);
            while (await socket.ReadAsync(_desk.Stopping) is { } message)
            {
                if (JsonSerializer.Deserialize(message.Span, SpotJson.Default.CombinedFrame)?.Data is not { } ticker) continue;
                _board.Set(ticker.Symbol, new(ticker.BidPrice), new(ticker.BidQuantity), new(ticker.AskPrice), new(ticker.AskQuantity));
            }
        }
        catch (Exception fault) when (fault is WebSocketException or JsonException or IOException or HttpRequestException)
        {
            _desk.Logger.LogDebug(fault, "The quotes of {Venue} ended", _desk.Options.Name);
        }
    }
}
