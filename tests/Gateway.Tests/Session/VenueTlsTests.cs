using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Tests.Harness;
using Gateway.Venues.Simulated;

namespace Gateway.Tests.Session;

/// <summary>The gateway's FIX adapter at an exchange that wants TLS: name, trust, validity and its own certificate.</summary>
public sealed class VenueTlsTests : IDisposable
{
    const string Name = "fix.exchange.example";

    readonly TemporaryDirectory _folder = new();
    readonly TestCertificates _exchanges, _house;
    readonly ConcurrentQueue<string> _namesAsked = new();
    readonly RecordedLog _log = new();

    public VenueTlsTests()
    {
        _exchanges = new TestCertificates(_folder, "exchanges");
        _house = new TestCertificates(_folder, "house");
    }

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_order_is_traded_at_an_exchange_that_is_named_trusted_and_shown_our_certificate()
    {
        await using var exchange = await StartExchange(_exchanges.Make(Name));
        var (certificate, key) = _house.Make("gateway.example");
        Assert.Equal("0", await Order(exchange, new() { TrustFile = _exchanges.TrustFile, TargetHost = Name, CertificateFile = certificate, KeyFile = key }, "0"));
        Assert.Contains(Name, _namesAsked);
    }

    [Fact]
    public async Task An_exchange_that_is_not_the_one_we_mean_is_refused_with_the_reason()
    {
        var strangers = new TestCertificates(_folder, "strangers");
        await Task.WhenAll(
            Refuse(_exchanges.Make(Name), new() { TrustFile = _exchanges.TrustFile, TargetHost = "other.example" }, reason: "RemoteCertificateNameMismatch"),
            Refuse(_exchanges.Make("expired.example", days: -1), new() { TrustFile = _exchanges.TrustFile, TargetHost = "expired.example" }, reason: "NotTimeValid"),
            Refuse(strangers.Make(Name), new() { TrustFile = _exchanges.TrustFile, TargetHost = Name }, reason: "PartialChain"));
    }

    [Fact]
    public async Task Without_the_certificate_that_an_exchange_asks_for_there_is_no_session()
    {
        var (certificate, key) = new TestCertificates(_folder, "strangers").Make("gateway.example");
        await Task.WhenAll(
            Refuse(_exchanges.Make(Name), new() { TrustFile = _exchanges.TrustFile, TargetHost = Name }, asksForCertificate: true),
            Refuse(_exchanges.Make(Name), new() { TrustFile = _exchanges.TrustFile, TargetHost = Name, CertificateFile = certificate, KeyFile = key }, asksForCertificate: true));
    }

    async Task Refuse((string Certificate, string Key) files, TlsConfiguration tls, bool asksForCertificate = false, string reason = "")
    {
        await using var exchange = await StartExchange(files, asksForCertificate);
        Assert.Equal("8", await Order(exchange, tls, "8", reason));
    }

    async Task<SimulatedFixExchange> StartExchange((string Certificate, string Key) files, bool asksForCertificate = true)
    {
        var certificate = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_house.TrustFile);
        var ether = ConfigurationLoader.LoadOrThrow(null, []).Instruments.First(instrument => instrument.Symbol == "ETHUSDT");
        var exchange = new SimulatedFixExchange(
            new SimulatedExchange(new()
            {
                Instruments = [new()
                {
                    Symbol = ether.Symbol, BaseAsset = ether.BaseAsset, QuoteAsset = ether.Currency, TickSize = ether.TickSize, LotSize = ether.LotSize,
                    NotionalMin = ether.NotionalMin, StartPrice = ether.ReferencePrice, LevelQuantity = new(FixedPoint.One),
                }],
            }),
            new()
            {
                SenderCompID = "SIMFIX",
                TargetCompID = "GATEWAY",
                Tls = new SslServerAuthenticationOptions
                {
                    ServerCertificateSelectionCallback = (_, name) =>
                    {
                        _namesAsked.Enqueue(name ?? "");
                        return certificate;
                    },
                    ClientCertificateRequired = asksForCertificate,
                    CertificateChainPolicy = policy,
                },
            });
        await exchange.StartAsync(CancellationToken.None);
        return exchange;
    }

    /// <summary>Starts a gateway at the exchange and sends an order that rests there; returns OrdStatus of its report of the ExecType awaited.</summary>
    async Task<string?> Order(SimulatedFixExchange exchange, TlsConfiguration tls, string execType, string reason = "")
    {
        using var data = new TemporaryDirectory();
        var configuration = RunningGateway.Configuration(data.Path, configuration =>
        {
            configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0 && instrument.Symbol != "ETHUSDT");
            configuration.Venues.RemoveAll(venue => venue.Venue != "SIMFIX");
            var venue = configuration.Venues[0];
            (venue.Simulated, venue.Address, venue.Key, venue.TargetCompId, venue.Fix.Tls) = (false, exchange.Address.ToString(), "GATEWAY", "SIMFIX", tls);
        });
        await using var host = await GatewayHost.StartAsync(configuration, _log, CancellationToken.None);
        using var strategy = new StrategyClient(host.FixEndPoint);
        strategy.LogOn();
        // The start waits for the first attempt, which may still be shaking hands.
        for (var i = 0; ; i++)
        {
            strategy.Send("D", $"11=e{i}|55=ETHUSDT|54=1|38=0.1|40=2|44=2500|59=1|60=20260101-00:00:00|");
            var report = strategy.Await("8");
            while (report[150] == "A") report = strategy.Await("8");
            if (report[150] == execType && (reason.Length == 0 || _log.Says("TLS:", reason))) return report[39];
            Assert.True(i < Patience.Millis / 100, $"{report}; {reason}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
