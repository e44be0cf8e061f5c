using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Tests.Harness;

/// <summary>One connection after another that means no good: below TLS, inside it, before a Logon and behind one. Silent ones stay open for a while.</summary>
/// <param name="gateway">Where the gateway listens.</param>
/// <param name="random">What decides.</param>
/// <param name="house">Whose certificate the port shows; null when it speaks plain TCP.</param>
/// <param name="certificates">Of the client: right, wrong, expired.</param>
sealed class Intruder(IPEndPoint gateway, Random random, TestCertificates? house, X509Certificate2[] certificates) : IDisposable
{
    const int SilentMax = 20;

    readonly Queue<Socket> _silent = new();
    // Only for its words and the bytes of a handshake; it knows no session's numbers.
    readonly StrategyClient _words = new(gateway, "STRAT2");

    /// <summary>Sessions that answered a Logon.</summary>
    internal int LoggedOn { get; private set; }

    internal void Attack()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = Patience.Millis, SendTimeout = Patience.Millis };
        try
        {
            socket.Connect(gateway);
            switch (random.Next(6))
            {
                case 0: Stay(socket); return;
                case 1: socket.Send(Bytes(random.Next(1, 4096))); break;
                case 2: socket.Send(HalfHandshake()); break;
                default: Speak(socket); break;
            }
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException or ObjectDisposedException)
        {
            // It was cut off: as it should be.
        }

        if (random.Next(2) == 0) socket.LingerState = new LingerOption(true, 0); // A reset instead of an end.
        socket.Dispose();
    }

    void Stay(Socket socket)
    {
        if (random.Next(2) == 0) socket.Send(house is not null ? HalfHandshake() : "8=FIX.4.4\u00019=1"u8);
        _silent.Enqueue(socket);
        if (_silent.Count > SilentMax) _silent.Dequeue().Dispose();
    }

    void Speak(Socket socket)
    {
        using var plain = new NetworkStream(socket, ownsSocket: false);
        if (house is null)
        {
            Lie(plain, socket);
            return;
        }

        using var stream = new SslStream(plain, leaveInnerStreamOpen: true);
        stream.AuthenticateAsClient(new SslClientAuthenticationOptions
        {
            TargetHost = "gateway.example", CertificateChainPolicy = house.Policy, ClientCertificates = random.Next(5) == 0 ? null : [certificates[random.Next(certificates.Length)]],
            EnabledSslProtocols = random.Next(2) == 0 ? SslProtocols.Tls12 : SslProtocols.Tls13,
        });
        Lie(stream, socket);
    }

    void Lie(Stream stream, Socket socket)
    {
        var number = Noise.Pick(random, "1", "1", "1", "7", "0", "-1", "4294967295", "99999999999999999999");
        var owner = random.Next(4) == 0 ? "STRAT1" : random.Next(8) == 0 ? "NOBODY" : "STRAT2"; // STRAT1 is somebody else's, and connected.
        _words.Next = 2;
        Say(stream, _words.Message("A", 1, $"98=0|108={Noise.Pick(random, "30", "1", "0", "-5")}|{Noise.Pick(random, "141=Y|", "141=Y|", "", "789=99|")}").Replace("49=STRAT2", $"49={owner}").Replace("|34=1|", $"|34={number}|"));
        if (Ends(stream)) return;
        LoggedOn++;
        for (var i = random.Next(30); i > 0; i--)
            stream.Write(random.Next(3) == 0 ? Noise.Mutated(random, _words) : Encoding.Latin1.GetBytes(LieOfNumbers().Replace('|', '\u0001')));
        if (house is not null && random.Next(2) == 0) socket.Send(random.Next(2) == 0 ? Bytes(200) : [22, 3, 3, 0, 5, 1, 0, 0, 1]); // No record; the beginning of another handshake.
        if (random.Next(2) == 0) Say(stream, _words.Message("5", _words.Next++, ""));
    }

    string LieOfNumbers() => random.Next(6) switch
    {
        0 => _words.Message("2", _words.Next++, $"7={random.Next(-3, 100)}|16={Noise.Pick(random, "0", "2", "-1", "4294967295", "999999")}|"),
        1 => _words.Message("2", _words.Next++, "7=999999|16=1|"),
        2 => _words.Message("4", _words.Next++, $"123={Noise.Pick(random, "Y", "N")}|36={Noise.Pick(random, "0", "1", "5", "4294967296", "-7")}|"),
        3 => _words.Message("D", random.Next(1, 1_000_000), "43=Y|122=20200101-00:00:00|11=x|55=AAPL|54=1|38=1|40=1|60=20260101-00:00:00|"),
        4 => _words.Message("A", 1, "98=0|108=30|141=Y|"),
        _ => _words.Message("1", _words.Next++, "112=here|"),
    };

    static void Say(Stream stream, string message) => stream.Write(Encoding.Latin1.GetBytes(message.Replace('|', '\u0001')));

    static bool Ends(Stream stream) => stream.Read(new byte[4096]) == 0;

    byte[] HalfHandshake()
    {
        // A ClientHello as it begins, cut anywhere, and now and then with a length that is not its own.
        byte[] hello = [22, 3, 1, (byte)random.Next(3), (byte)random.Next(256), 1, 0, 1, (byte)random.Next(256), 3, 3, .. Bytes(32), 0, 0, 4, 19, 1, 19, 2, 1, 0, .. Bytes(40)];
        return hello[..random.Next(1, hello.Length)];
    }

    byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    public void Dispose()
    {
        _words.Dispose();
        foreach (var socket in _silent) socket.Dispose();
    }
}
