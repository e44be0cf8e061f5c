using Gateway.Ops;
using Gateway.Tests.Harness;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Pipeline;

public sealed class WarmUpTests
{
    [Fact]
    public void The_warm_up_trades_without_a_complaint_and_leaves_nothing_behind()
    {
        var log = new Complaints();
        WarmUp.Run(log);
        Assert.Empty(log.All);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), WarmUp.DirectoryPrefix + "*"));
    }

    [Fact]
    public void A_gateway_without_room_for_temporary_files_starts_cold_and_says_so()
    {
        using var folder = new TemporaryDirectory();
        var configuration = Path.Combine(folder.Path, "warm.json");
        File.WriteAllText(configuration, """{ "warmUp": true }""");
        var start = GatewayProcess.Start(GatewayProcess.RunArguments(Path.Combine(folder.Path, "data"), configuration));
        start.Environment["TMPDIR"] = Path.Combine(folder.Path, "missing");
        using var gateway = GatewayProcess.Run(start);
        gateway.AwaitError($"Without a warm-up in {start.Environment["TMPDIR"]}");
        Assert.Equal(0, gateway.Terminate());
    }

    sealed class Complaints : ILogger
    {
        internal List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => All.Add(formatter(state, exception));
    }
}
