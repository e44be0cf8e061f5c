using System.Diagnostics;
using System.Globalization;
using Gateway.Latency;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// The FIX engine beside a raw TCP echo of the same sizes, in turns, each server a process of its own: round trips with one order in
/// flight, then orders a second with thousands in flight. With <c>--idle</c> a second engine takes part that has so many silent sessions besides.
/// </summary>
static class FixCommand
{
    internal static int Run(string[] args)
    {
        Options options = new(args, "--rounds", "--orders", "--window", "--idle");
        var rounds = options.Number("--rounds", 10);
        var idle = options.Text("--idle") is null ? 0 : options.Number("--idle", 1);
        using EchoProcess echo = new();
        using var alone = Start(0, out var port);
        using var crowded = idle > 0 ? Start(idle, out var crowdedPort) : Start(0, out crowdedPort);
        try
        {
            List<FixPeer> crowd = idle > 0 ? Gather(crowded, crowdedPort, idle) : [];
            using FixPeer client = new(port, "STRAT1"), among = new(crowdedPort, "STRAT1");
            RoundTrips(client, idle > 0 ? among : null, echo, rounds);
            Throughput(client, options.Number("--orders", 400_000), options.Number("--window", 4_096));
            crowd.ForEach(one => one.Dispose());
        }
        finally
        {
            alone.Kill();
            crowded.Kill();
        }
        return ExitCode.Fine;
    }

    static List<FixPeer> Gather(Process server, int port, int idle)
    {
        var before = Memory(server);
        var crowd = Enumerable.Range(0, idle).Select(i => new FixPeer(port, $"IDLE{i}")).ToList();
        if (idle > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{idle} idle sessions: {(Memory(server) - before) / 1024.0 / idle:F1} KB of memory each, sockets not counted"));
        return crowd;
    }

    static long Memory(Process server)
    {
        server.Refresh();
        return server.WorkingSet64;
    }

    static void RoundTrips(FixPeer client, FixPeer? among, EchoProcess echo, int rounds)
    {
        client.RoundTrip(20_000, records: false);
        among?.RoundTrip(20_000, records: false);
        using EchoRoundTrips floor = new(echo, client.OrderBytes, client.ReportBytes);
        floor.Run(5_000, records: false);
        for (var round = 0; round < rounds; round++)
        {
            floor.Run(4_000, records: true);
            client.RoundTrip(4_000, records: true);
            among?.RoundTrip(4_000, records: true);
        }
        Console.WriteLine($"one in flight, {client.OrderBytes} bytes there and {client.ReportBytes} back, {rounds * 4_000} of each in turns:");
        Print("tcp echo", floor.Echo, floor.Echo);
        Print("fix", client.RoundTrips, floor.Echo);
        if (among is not null) Print("fix, idle", among.RoundTrips, floor.Echo);
    }

    static void Print(string name, LatencyHistogram times, LatencyHistogram floor)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-9} p50 {times.Percentile(50) / 1e3,7:F1} us ({Ratio(times, floor, 50):F2}x)   p99 {times.Percentile(99) / 1e3,7:F1} us ({Ratio(times, floor, 99):F2}x)   p99.9 {times.Percentile(99.9) / 1e3,8:F1} us"));
    }

    static double Ratio(LatencyHistogram times, LatencyHistogram floor, double percentile) =>
        (double)times.Percentile(percentile) / floor.Percentile(percentile);

    static void Throughput(FixPeer client, int orders, int window)
    {
        client.Stream(Math.Min(orders, 100_000), window);
        for (var i = 0; i < 3; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{window} in flight: {client.Stream(orders, window),12:N0} orders a second"));
    }

    static Process Start(int idle, out int port)
    {
        ProcessStartInfo start = new("dotnet", [typeof(FixCommand).Assembly.Location, "fix-server", idle.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var ready = process.StandardOutput.ReadLine() ?? throw new UserErrorException("The FIX server did not start.", ExitCode.Unreachable);
        port = int.Parse(ready.Split(' ')[1], CultureInfo.InvariantCulture);
        return process;
    }
}
