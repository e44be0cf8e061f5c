using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>Files of exchanges that cannot be written or read: the program ends with one sentence, and the journal has its end.</summary>
public sealed class VenueFilesTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exchange")]
    [InlineData("gateway")]
    public void A_session_with_an_exchange_that_cannot_be_kept_ends_the_gateway(string side)
    {
        Directory.CreateDirectory(Path.Combine(Data, "venues", "SIMFIX", side));
        File.CreateSymbolicLink(Path.Combine(Data, "venues", "SIMFIX", side, "session.00000001.fixlog"), "/dev/full");
        var ended = Run();
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("The gateway stops: The records of SIMFIX cannot be kept: No space left on device", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        var last = GatewayProcess.Command("journal", "tail", Data, "--log", "inbound", "--lines", "1");
        Assert.Contains("RunStopped", last.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("venues/SIMFIX/exchange", "already exists")]
    [InlineData("simulated/SIMREST/orders.jsonl", "offset 0 of")]
    public void What_cannot_be_read_refuses_the_start(string path, string says)
    {
        var file = Path.Combine(Data, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "{ no line\n");
        var refused = Run();
        Assert.Equal(3, refused.ExitCode);
        var told = Assert.Single(refused.Errors);
        Assert.Contains(file, told, StringComparison.Ordinal);
        Assert.Contains(says, told, StringComparison.Ordinal);
    }

    CommandResult Run() => GatewayProcess.Command(GatewayProcess.RunArguments(Data, SmallConfiguration.Write(_folder, venues: true)));
}
