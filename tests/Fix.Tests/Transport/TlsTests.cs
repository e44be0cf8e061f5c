using System.Net;
using System.Net.Security;
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
