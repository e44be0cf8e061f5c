using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

public class TlsTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Orders_pass_over_TLS_when_the_client_certificate_is_right(bool givesCertificate, bool passes)
    {
        using X509Certificate2 server = TestCertificates.SelfSigned("gateway"), client = TestCertificates.SelfSigned("strat1");
        SessionId id = new("FIX.4.4", "GATEWAY", "STRAT1");
        using FixHost host = new();
        FixAcceptor acceptor = host.Transport.Listen(new IPEndPoint(IPAddress.Loopback, 0), new FixAcceptorSettings
        {
            Tls = new SslServerAuthenticationOptions
            {
                ServerCertificate = server,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == client.Thumbprint,
            },
        });
        Trader buyer = new(300), seller = new(0);
        acceptor.Add(new FixSession(new FixSessionSettings { Id = id }, seller, new MemoryStore()));
        FixSession session = new(new FixSessionSettings { Id = id.Reverse(), Role = SessionRole.Initiator }, buyer, new MemoryStore());
        FixInitiator initiator = host.Transport.Connect(session, new FixInitiatorSettings
        {
            Addresses = [acceptor.LocalEndPoint],
            ReconnectInterval = 20,
            Tls = new SslClientAuthenticationOptions
            {
                TargetHost = "gateway",
                ClientCertificates = givesCertificate ? [client] : null,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == server.Thumbprint,
            },
        });
        host.Start();
        Assert.Equal(passes, SpinWait.SpinUntil(() => buyer.Answers == 300, passes ? Patience.Millis : 700));
        Assert.Equal(passes ? 300 : 0, seller.Answers);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, new byte[] { 23, 3, 3, 0, 4, 1, 2, 3, 4 })] // What cannot be decrypted,
    [InlineData(SslProtocols.Tls13, new byte[] { 23, 3, 3, 0, 4, 1, 2, 3, 4 })]
    [InlineData(SslProtocols.Tls12, new byte[] { 22, 3, 3, 0, 5, 1, 0, 0, 1, 0 })] // another handshake,
    [InlineData(SslProtocols.Tls13, new byte[] { 22, 3, 3, 0, 5, 1, 0, 0, 1, 0 })]
    [InlineData(SslProtocols.Tls12, new byte[] { 99, 9, 9, 255, 255, 1, 0, 0, 1 })] // no record at all.
    [InlineData(SslProtocols.Tls13, new byte[] { 99, 9, 9, 255, 255, 1, 0, 0, 1 })]
    public void A_record_that_breaks_TLS_behind_a_message_that_is_answered_ends_its_connection_and_no_other(SslProtocols protocol, byte[] record)
    {
        using X509Certificate2 server = TestCertificates.SelfSigned("gateway");
        using FixHost host = new();
        FixAcceptor acceptor = host.Transport.Listen(new IPEndPoint(IPAddress.Loopback, 0),
            new FixAcceptorSettings { Tls = new SslServerAuthenticationOptions { ServerCertificate = server } });
        acceptor.Add(new FixSession(new FixSessionSettings { Id = new SessionId("FIX.4.4", "GATEWAY", "STRAT1") }, new Trader(0), new MemoryStore()));
        host.Start();
        for (int round = 1; round < 5; round++)
        {
            using TcpClient socket = new() { ReceiveTimeout = Patience.Millis };
            socket.Connect(acceptor.LocalEndPoint);
            // Both records leave in one segment: the second one is read with the first, before the answer is written.
            BufferedStream together = new(socket.GetStream(), 1 << 16);
            using SslStream stream = new(together);
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = "gateway",
                EnabledSslProtocols = protocol,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == server.Thumbprint,
            });
            stream.Write(Message(2 * round - 1, "A", "98=0|108=0|"));
            stream.Flush();
            Assert.True(stream.Read(new byte[1 << 10]) > 0, "the session was not free, or nobody is there any more");
            stream.Write(Message(2 * round, "1", "112=here|"));
            together.Write(record);
            together.Flush();
            AwaitEnd(socket.Client);
        }
    }

    // The session is free before its socket is closed.
    static void AwaitEnd(Socket socket)
    {
        byte[] rest = new byte[1 << 10];
        try
        {
            while (socket.Receive(rest) > 0)
            {
            }
        }
        catch (SocketException end)
        {
            Assert.Equal(SocketError.ConnectionReset, end.SocketErrorCode);
        }
    }

    static byte[] Message(int number, string type, string body) =>
        FixText.Frame($"8=FIX.4.4|35={type}|34={number}|49=STRAT1|52={DateTime.UtcNow:yyyyMMdd-HH:mm:ss.fff}|56=GATEWAY|{body}");

    sealed class Trader(int orders) : FixApplication
    {
        int _answers;

        public int Answers => Volatile.Read(ref _answers);

        public override void OnLogon(FixSession session, long now)
        {
            for (int i = 0; i < orders; i++)
                Say(session, MsgType.NewOrderSingle, now);
        }

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            if (message.MsgType == MsgType.NewOrderSingle)
                Say(session, MsgType.ExecutionReport, context.Now);
            Interlocked.Increment(ref _answers);
            return FixVerdict.Accepted;
        }

        static void Say(FixSession session, ulong type, long now)
        {
            FixWriter writer = session.Begin(type, now);
            // Long enough that answers fill more than one TLS record.
            writer.WriteText(Tag.Text, new string('x', 500));
            session.Send(ref writer);
        }
    }
}
