using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Bench.EndToEnd;

/// <summary>The echo server as a child process.</summary>
sealed class EchoProcess : IDisposable
{
    readonly Process _process;
    readonly int _port;

    internal EchoProcess()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EchoProcess).Assembly.Location, "echo"]) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        var ready = _process.StandardOutput.ReadLine() ?? throw new UserErrorException("The echo server did not start.", ExitCode.Unreachable);
        _port = int.Parse(ready.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A connection for requests and responses of fixed sizes.</summary>
    internal Socket Connect(int requestBytes, int responseBytes)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, _port));
        Span<byte> sizes = stackalloc byte[8];
        BitConverter.TryWriteBytes(sizes, requestBytes);
        BitConverter.TryWriteBytes(sizes[4..], responseBytes);
        socket.Send(sizes);
        return socket;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
    }
}
