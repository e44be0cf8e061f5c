using Gateway.Ops;
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

    sealed class Complaints : ILogger
    {
        internal List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => All.Add(formatter(state, exception));
    }
}
