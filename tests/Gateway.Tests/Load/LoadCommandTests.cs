using Gateway.Cli;

namespace Gateway.Tests.Load;

public sealed class LoadCommandTests
{
    [Theory]
    [InlineData(ExitCode.Usage, "--mix", "cancel=1")]
    [InlineData(ExitCode.Usage, "--rate", "0")]
    [InlineData(ExitCode.Usage, "--rate", "fast")]
    [InlineData(ExitCode.Usage, "--duration", "-1")]
    [InlineData(ExitCode.Usage, "--sessions", "0")]
    [InlineData(ExitCode.Usage, "--symbols", ",")]
    [InlineData(ExitCode.Usage, "--symbols", "AAPL@ten")]
    [InlineData(ExitCode.Usage, "--accounts", "A1")]
    [InlineData(ExitCode.Usage, "--no-such-option", "1")]
    [InlineData(ExitCode.Unreachable, "--port", "1")]
    public async Task A_mistake_has_its_exit_code(int expected, string option, string value)
        => Assert.Equal(expected, await CommandLine.RunAsync(["load", option, value]));

    [Fact]
    public async Task A_run_writes_its_log_and_ends_well()
    {
        using var stub = new StubGateway();
        using var folder = new TemporaryDirectory();
        var log = Path.Combine(folder.Path, "load.hlog");
        Assert.Equal(ExitCode.Fine, await CommandLine.RunAsync(["load", "--port", $"{stub.Port}", "--duration", "0.2", "--rate", "2000", "--out", log, "--json"]));
        Assert.Contains("Tag=new,", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_answers_are_findings()
    {
        using var stub = new StubGateway { SilentOrders = 1 };
        var log = Path.GetTempFileName();
        try
        {
            Assert.Equal(ExitCode.Findings, await CommandLine.RunAsync(["load", "--port", $"{stub.Port}", "--duration", "0.1", "--sessions", "1", "--out", log]));
        }
        finally
        {
            File.Delete(log);
        }
    }
}
