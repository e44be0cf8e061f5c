using System.Net.Sockets;
using Gateway.Latency;
using Gateway.Load;

namespace Gateway.Bench.EndToEnd;

/// <summary>One echo in flight over a blocking socket: what the kernel and two processes cost without any work.</summary>
sealed class EchoRoundTrips(EchoProcess echo, int requestBytes, int responseBytes) : IDisposable
{
    readonly Socket _socket = echo.Connect(requestBytes, responseBytes);
    readonly byte[] _request = new byte[requestBytes];
    readonly byte[] _response = new byte[responseBytes];

    internal LatencyHistogram Echo { get; } = new();

    internal void Run(int count, bool records)
    {
        for (var i = 0; i < count; i++)
        {
            var start = Clock.Nanos;
            _socket.Send(_request);
            for (var read = 0; read < _response.Length;) read += _socket.Receive(_response.AsSpan(read));
            if (records) Echo.Record(Clock.Nanos - start);
        }
    }

    public void Dispose() => _socket.Dispose();
}
