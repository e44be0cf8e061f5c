using System.Net;
using System.Net.Sockets;

namespace Gateway.Testing;

/// <summary>Ports for programs that have to be told one and cannot take a free one by themselves.</summary>
static class FreePort
{
    // Below the ports that a system gives away by itself, so that no connection and no port 0 takes it meanwhile.
    const int First = 20_000, Last = 30_000;

    internal static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
