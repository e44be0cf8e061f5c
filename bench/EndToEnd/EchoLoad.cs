using System.Net.Sockets;
using Gateway.Latency;
using Gateway.Load;

namespace Gateway.Bench.EndToEnd;

/// <summary>The echo at a constant planned rate, as <see cref="LoadRunner"/> drives the gateway.</summary>
static class EchoLoad
{
    internal static LatencyHistogram Run(EchoProcess echo, int requestBytes, int responseBytes, int rate, int seconds)
    {
        using var socket = echo.Connect(requestBytes, responseBytes);
        socket.Blocking = false;
        var (request, response) = (new byte[requestBytes], new byte[responseBytes * 256]);
        var histogram = new LatencyHistogram();
        long total = (long)rate * seconds, sent = 0, answered = 0, bytes = 0;
        var start = Clock.Nanos;
        while (answered < total)
        {
            for (var burst = 0; burst < 64 && sent < total && Clock.Nanos >= Planned(start, sent, rate); burst++) sent += Send(socket, request);
            var read = socket.Receive(response, SocketFlags.None, out _);
            if (read > 0) bytes += read;
            else if (Planned(start, sent, rate) - Clock.Nanos > 20_000) Thread.Yield();
            var now = Clock.Nanos;
            for (; (answered + 1) * responseBytes <= bytes; answered++) histogram.Record(now - Planned(start, answered, rate));
        }
        return histogram;
    }

    static long Planned(long start, long number, int rate) => start + number * 1_000_000_000 / rate;

    // Requests are small and few are in flight: a socket takes one whole or not at all.
    static int Send(Socket socket, byte[] request) => socket.Send(request, SocketFlags.None, out var error) == request.Length && error == SocketError.Success ? 1 : 0;
}
