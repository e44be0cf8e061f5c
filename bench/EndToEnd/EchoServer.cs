using System.Net;
using System.Net.Sockets;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// The floor: a process that reads requests of one size and writes responses of another, blocking, and does nothing else. Each connection begins
/// with two lines of digits, the sizes.
/// </summary>
static class EchoServer
{
    internal static int Run()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"ready {((IPEndPoint)listener.LocalEndpoint).Port}");
        while (true)
        {
            using var socket = listener.AcceptSocket();
            socket.NoDelay = true;
            Serve(socket);
        }
    }

    static void Serve(Socket socket)
    {
        Span<byte> sizes = stackalloc byte[8];
        if (!Fill(socket, sizes)) return;
        var request = new byte[BitConverter.ToInt32(sizes)];
        var responses = new byte[BitConverter.ToInt32(sizes[4..]) * 256];
        var buffer = new byte[request.Length * 256];
        var pending = 0;
        while (true)
        {
            var read = socket.Receive(buffer);
            if (read == 0) return;
            pending += read;
            var whole = pending / request.Length;
            pending -= whole * request.Length;
            for (; whole > 0; whole -= Math.Min(whole, 256)) Send(socket, responses.AsSpan(0, Math.Min(whole, 256) * (responses.Length / 256)));
        }
    }

    static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[socket.Send(bytes)..];
    }

    static bool Fill(Socket socket, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var read = socket.Receive(bytes);
            if (read == 0) return false;
            bytes = bytes[read..];
        }
        return true;
    }
}
