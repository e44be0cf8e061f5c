using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>TLS at the strategies' port, with and without client certificates.</summary>
public sealed class TlsTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();
    readonly TestCertificates _house;

    public TlsTests() => _house = new TestCertificates(_folder, "house");

    public void Dispose() => _folder.Dispose();

    Task<RunningGateway> StartAsync(bool requireClientCertificate, RecordedLog? log = null)
    {
        var (certificate, key) = _house.Make("gateway.example");
        return RunningGateway.StartAsync(configuration =>
        {
            configuration.Venues.Clear();
            configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
            configuration.Fix.Tls = new() { CertificateFile = certificate, KeyFile = key, TrustFile = _house.TrustFile, RequireClientCertificate = requireClientCertificate };
        }, log: log);
    }

    [Fact]
    public async Task A_strategy_trades_over_TLS_and_plain_text_is_refused()
    {
        await using var gateway = await StartAsync(requireClientCertificate: false);
        Assert.Equal("1", await Trade(gateway, "gateway.example", null));
        await Assert.ThrowsAsync<AuthenticationException>(() => Trade(gateway, "other.example", null));
        using var plain = new StrategyClient(gateway.Fix);
        plain.Send("A", "98=0|108=30|141=Y|");
        Assert.False(Logged(plain));
    }

    [Fact]
    public async Task A_client_certificate_is_asked_for_and_judged()
    {
        await using var gateway = await StartAsync(requireClientCertificate: true);
        var (certificate, key) = _house.Make("strat1.example");
        Assert.Equal("1", await Trade(gateway, "gateway.example", X509Certificate2.CreateFromPemFile(certificate, key)));
        await Assert.ThrowsAnyAsync<Exception>(() => Trade(gateway, "gateway.example", null));
        (certificate, key) = new TestCertificates(_folder, "elsewhere").Make("strat1.example");
        await Assert.ThrowsAnyAsync<Exception>(() => Trade(gateway, "gateway.example", X509Certificate2.CreateFromPemFile(certificate, key)));
        Assert.False(gateway.Host.Failed.IsCompleted);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_files_that_do_not_fit_change_nothing()
    {
        using var log = new RecordedLog();
        await using var gateway = await StartAsync(requireClientCertificate: false, log);
        var (certificate, key) = _house.Files("gateway.example");
        var (renewed, renewedKey) = _house.Make("renewed.example");
        using var connected = await ConnectAsync(gateway);
        await using var session = await EncryptAsync(connected, "gateway.example", null);

        // Half a renewal: the new certificate, still with the old key.
        File.Copy(renewed, certificate, overwrite: true);
        Assert.True(await Patience.UntilAsync(() => log.Says("fix:tls:", "What was read before stays in use.")));
        Assert.Equal("1", await Trade(gateway, "gateway.example", null));

        File.Copy(renewedKey, key, overwrite: true);
        Assert.True(await Patience.UntilAsync(() => log.Says("fix:tls:", "used from the next handshake on")));
        Assert.Equal("1", await Trade(gateway, "renewed.example", null));

        File.Delete(key);
        Assert.True(await Patience.UntilAsync(() => log.Says("fix:tls:", Path.GetFileName(key), "What was read before stays in use.")));
        Assert.Equal("1", await Trade(gateway, "renewed.example", null));

        // Who was connected all the while goes on.
        using var words = new StrategyClient(gateway.Fix, "STRAT2");
        Say(session, words.Message("A", 1, "98=0|108=30|141=Y|"));
        Assert.Equal("A", Hear(session)[35]);
    }

    static bool Logged(StrategyClient client)
    {
        try
        {
            return client.Read() is not null;
        }
        catch (Exception error) when (error is SocketException or Xunit.Sdk.XunitException)
        {
            return false;
        }
    }

    /// <summary>Logs on and trades one order; returns the OrderID of its report's side.</summary>
    async Task<string?> Trade(RunningGateway gateway, string host, X509Certificate2? certificate)
    {
        using var socket = await ConnectAsync(gateway);
        await using var stream = await EncryptAsync(socket, host, certificate);
        using var words = new StrategyClient(gateway.Fix); // Only for its words; its own connection stays silent.
        Say(stream, words.Message("A", 1, "98=0|108=30|141=Y|"));
        Assert.Equal("A", Hear(stream)[35]);
        Say(stream, words.Message("D", 2, SessionFixture.Order(SessionFixture.NewId())));
        var side = Hear(stream)[54];
        Say(stream, words.Message("5", 3, "")); // The next one finds the session free.
        Assert.Equal("5", Hear(stream)[35]);
        return side;
    }

    static async Task<TcpClient> ConnectAsync(RunningGateway gateway)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Fix, TestContext.Current.CancellationToken);
        return socket;
    }

    async Task<SslStream> EncryptAsync(TcpClient socket, string host, X509Certificate2? certificate)
    {
        var stream = new SslStream(socket.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = _house.Policy, ClientCertificates = certificate is null ? null : [certificate] },
            TestContext.Current.CancellationToken);
        stream.ReadTimeout = Patience.Millis;
        return stream;
    }

    static void Say(SslStream stream, string message) => stream.Write(Encoding.Latin1.GetBytes(message.Replace('|', '\u0001')));

    static FixFields Hear(SslStream stream)
    {
        var text = "";
        var buffer = new byte[4096];
        while (!text.Contains("\u000110=", StringComparison.Ordinal))
        {
            var count = stream.Read(buffer);
            if (count == 0) throw new IOException("The connection has ended.");
            text += Encoding.Latin1.GetString(buffer, 0, count);
        }

        return new FixFields(text);
    }
}
