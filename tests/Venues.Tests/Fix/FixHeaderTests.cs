using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Fix.Codec;
using Gateway.Venues.Fix;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Fix;

/// <summary>What an exchange reads in the adapter's Logon.</summary>
public sealed class FixHeaderTests
{
    [Fact]
    public async Task The_Logon_carries_the_Sub_and_LocationIDs_and_options_that_an_exchange_asks_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var adapter = new FixVenueAdapter(
            new()
            {
                Name = "FIX", Venue = 1, Addresses = [listener.LocalEndpoint], SenderCompID = "US", TargetCompID = "THEM", Installation = "T1", Instruments = [],
                SenderSubID = "DESK", SenderLocationID = "NY", TargetSubID = "G", TargetLocationID = "CHI",
                EnableNextExpectedMsgSeqNum = true, TimestampPrecision = TimestampPrecision.Nanos, LogoutTimeout = TimeSpan.FromMilliseconds(1),
            },
            new RecordingInbox());
        var starting = adapter.StartAsync(CancellationToken.None);
        using var socket = await listener.AcceptTcpClientAsync();
        var logon = await ReadAsync(socket.GetStream());
        Assert.Equal(("US", "DESK", "NY", "THEM", "G", "CHI", "1"), (logon[49], logon[50], logon[142], logon[56], logon[57], logon[143], logon[789]));
        Assert.Matches(@"\.\d{9}$", logon[52]);
        socket.Close();
        await starting;
    }

    static async Task<Dictionary<int, string>> ReadAsync(NetworkStream stream)
    {
        var (text, buffer) = ("", new byte[1024]);
        while (!text.Contains("\u000110=", StringComparison.Ordinal) || !text.EndsWith('\u0001')) text += Encoding.ASCII.GetString(buffer.AsSpan(0, await stream.ReadAsync(buffer)));
        return text.TrimEnd('\u0001').Split('\u0001').Select(field => field.Split('=', 2)).ToDictionary(field => int.Parse(field[0]), field => field[1]);
    }
}
