using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Messages;
using Gateway.Venues.Rest.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Rest;

/// <summary>
/// The life of the connection: clock, instruments and account are checked, the user data stream is opened, the gap behind it is
/// healed, then the venue is up until the stream ends; and again.
/// </summary>
sealed class UserStream(Desk desk, SpotTransport transport, FrameFlow frames, OpenOrderPoll poll, Func<Task> gatewayHasRoom)
{
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    static readonly TimeSpan KeyRefresh = TimeSpan.FromMinutes(30);

    /// <summary>Connects again and again.</summary>
    /// <param name="attempted">Called when an attempt has failed or succeeded.</param>
    public async Task RunAsync(Action attempted)
    {
        var wait = new BackOff(desk.Options.BackOff, desk.Options.BackOffMax);
        while (true)
        {
            var cause = await TryRunOnceAsync(() =>
            {
                wait = new BackOff(desk.Options.BackOff, desk.Options.BackOffMax);
                attempted();
            });
            desk.Reporter.SetState(desk.StreamIsDown ? VenueState.Down : VenueState.Degraded, cause);
            desk.StreamIsDown = true;
            attempted();
            await desk.DelayAsync(wait.Next());
        }
    }

    /// <summary>One connection from its start to its end; returns why it ended.</summary>
    async Task<string> TryRunOnceAsync(Action connected)
    {
        try
        {
            if (await CheckAsync() is { } fault) return fault;
            var key = await desk.Client.OpenStreamAsync(desk.Stopping);
            if (key.Value is null) return $"no user stream: {key.Text}";
            using var socket = desk.Options.Network.CreateStream(KeepAlive);
            await socket.ConnectAsync(new Uri(desk.Options.StreamAddress, $"/ws/{key.Value.ListenKey}"), desk.Stopping);
            if (!await poll.LookAsync()) return "open orders cannot be read"; // What happened while no stream was up.
            desk.StreamIsDown = false;
            desk.Reporter.SetState(VenueState.Up, "connected");
            connected();
            return await ReadAsync(socket, key.Value.ListenKey);
        }
        catch (Exception fault) when (!desk.Stopping.IsCancellationRequested) // Whatever it was, the venue must not stay down for it.
        {
            desk.Logger.LogInformation(fault, "The user stream of {Venue} ended", desk.Options.Name);
            return $"user stream: {fault.Message}";
        }
    }

    async Task<string> ReadAsync(VenueStream socket, string listenKey)
    {
        var refreshed = desk.Now;
        while (await socket.ReadAsync(desk.Stopping) is { } message)
        {
            if (!TryApply(message) && !await poll.LookAsync()) return "a frame cannot be read, and neither can the open orders";
            await gatewayHasRoom();
            if (desk.Now - refreshed < KeyRefresh) continue;
            refreshed = desk.Now;
            await desk.Client.KeepStreamAsync(listenKey, desk.Stopping);
        }

        return "user stream: closed by the venue";
    }

    /// <summary>False for a frame that cannot be read: what it may have told shows in the orders.</summary>
    bool TryApply(ReadOnlyMemory<byte> message)
    {
        try
        {
            if (JsonSerializer.Deserialize(message.Span, SpotJson.Default.ExecutionFrame) is { } frame) frames.Apply(frame);
            return true;
        }
        catch (JsonException fault)
        {
            desk.Logger.LogWarning("A frame of {Venue} cannot be read: {Reason}", desk.Options.Name, fault.Message);
            return false;
        }
    }

    async Task<string?> CheckAsync()
    {
        var time = await transport.SetClockAsync(desk.Stopping);
        if (time.Outcome != Outcome.Confirmed) return $"unreachable: {time.Text}";
        var info = await desk.Client.ExchangeInfoAsync(desk.Stopping);
        if (info.Value is null) return $"no exchangeInfo: {info.Text}";
        var trading = info.Value.Symbols.Where(symbol => symbol.Status == "TRADING").Select(symbol => symbol.Symbol).ToHashSet();
        if (desk.Options.Instruments.FirstOrDefault(instrument => !trading.Contains(instrument.VenueSymbol)) is { } missing)
            return $"{missing.VenueSymbol} is not traded there";
        var account = await desk.Client.AccountAsync(desk.Stopping);
        return account.Value switch
        {
            null => $"no account: {account.Text}",
            { CanTrade: false } => "the account may not trade",
            _ => null,
        };
    }
}
