using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>
/// Hundreds of connections that lie, cut off, stall and come again, plain and below TLS, while a strategy trades: each of its orders is answered, nothing stays
/// behind, and the journal replays. <c>INTRUDER_SECONDS</c> makes it last.
/// </summary>
public sealed class IntruderTests(ITestOutputHelper output) : IDisposable
{
    const int Attacks = 200;

    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Intruders_leave_no_trace_and_hold_up_nobody(bool isTls)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        using var log = new RecordedLog();
        var house = new TestCertificates(_folder, "house");
        var (certificate, key) = house.Make("gateway.example");
        await using var gateway = await RunningGateway.StartAsync(configuration =>
        {
            configuration.Venues.Clear();
            configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
            if (isTls) configuration.Fix.Tls = new() { CertificateFile = certificate, KeyFile = key, TrustFile = house.TrustFile };
        }, log: log);
        await Task.Factory.StartNew(() => Siege(gateway, seed, isTls ? house : null, Clients(house), log), TaskCreationOptions.LongRunning); // It waits for sockets on a thread that nobody needs.
        await gateway.Host.StopAsync();
        Noise.AssertReplays(gateway.Host.Journal, seed);
    }

    X509Certificate2[] Clients(TestCertificates house) =>
    [
        Pair(house.Make("strat.example")), Pair(house.Make("late.example", days: -1)), Pair(new TestCertificates(_folder, "elsewhere").Make("strat.example")),
    ];

    static X509Certificate2 Pair((string CertificateFile, string KeyFile) files) => X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile);

    void Siege(RunningGateway gateway, int seed, TestCertificates? house, X509Certificate2[] certificates, RecordedLog log)
    {
        var random = new Random(seed);
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("INTRUDER_SECONDS"), out var asked) ? asked : 0;
        using var trader = new Trader(gateway, house);
        var (files, threads, worst) = (0, 0, TimeSpan.Zero);
        var (clock, attacks, loggedOn) = (Stopwatch.StartNew(), 0, 0);
        using (var intruder = new Intruder(gateway.Fix, random, house, certificates))
        {
            for (; attacks < Attacks || clock.Elapsed.TotalSeconds < seconds; attacks++)
            {
                intruder.Attack();
                var sent = clock.Elapsed;
                Assert.False(gateway.Host.Failed.IsCompleted, $"seed {seed}, attack {attacks}");
                trader.Trade($"t{attacks}");
                if (clock.Elapsed - sent > worst) worst = clock.Elapsed - sent;
                if (attacks == Attacks / 2) (files, threads) = (OpenFiles, Process.GetCurrentProcess().Threads.Count);
            }

            loggedOn = intruder.LoggedOn;
        }

        Assert.True(loggedOn > 0, $"seed {seed}: nobody got as far as a session.");
        // The silent ones were there in the middle, too. Beside other tests the process has files of theirs.
        Assert.True(seconds == 0 || Patience.Until(() => OpenFiles <= files + 10), $"seed {seed}: {files} open files in the middle, {OpenFiles} after the end.");
        output.WriteLine($"{attacks} attacks, {loggedOn} logged on, slowest order {worst.TotalMilliseconds:0.0} ms, {threads} and {Process.GetCurrentProcess().Threads.Count} threads, {OpenFiles} files, {GC.GetTotalMemory(true) >> 20} MB, {log.Count} lines");
        trader.Trade("last");
    }

    static int OpenFiles => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
