using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Cli;

/// <summary>A user's mistake: the right exit code and clear sentences on stderr, nothing on stdout, never a stack trace.</summary>
public sealed class ExitCodeTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frobnicate", 2, "frobnicate")]
    [InlineData("run --frobnicate", 2, "--frobnicate")]
    [InlineData("run --layout sideways", 2, "sideways")]
    [InlineData("run --durability none", 2, "none")]
    [InlineData("run --fix-port many", 2, "many")]
    [InlineData("run --fix-port 70000", 2, "fix:port")]
    [InlineData("run --config {dir}/none.json", 3, "none.json")]
    [InlineData("config check --config {dir}/none.json", 3, "none.json")]
    [InlineData("config", 2, "ommand")]
    [InlineData("replay", 2, "'replay'")]
    [InlineData("replay {dir}", 3, "{dir}")]
    [InlineData("replay {dir}/none", 3, "none")]
    [InlineData("replay {dir} --until soon", 2, "soon")]
    [InlineData("replay {dir} --until -5", 2, "--until")]
    [InlineData("journal export {dir} --format xml", 2, "--format: 'xml' is not one of csv, json, msgpack.")]
    [InlineData("journal tail {dir} --log books", 2, "--log: 'books' is not one of inbound, outbound, sessions.")]
    [InlineData("journal tail {dir} --lines few", 2, "--lines: 'few' is not a whole number.")]
    [InlineData("latency", 2, "'latency'")]
    [InlineData("latency {dir}", 3, "{dir}")]
    [InlineData("latency {dir} --by moon", 2, "moon")]
    [InlineData("load --port 1 --duration 1", 3, "127.0.0.1:1")]
    [InlineData("load --rate 0", 2, "--rate")]
    [InlineData("load --mix chaos=1", 2, "chaos")]
    [InlineData("load --duration -1", 2, "--duration")]
    public void A_mistake_has_its_exit_code_and_sentence(string line, int exitCode, string names)
    {
        var result = GatewayProcess.Command([.. line.Split(' ').Select(arg => arg.Replace("{dir}", _folder.Path, StringComparison.Ordinal))]);
        Refused(result, exitCode, names.Replace("{dir}", _folder.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"mode\": \"paper\", ", 2, "not valid JSON")]
    [InlineData("[1, 2]", 2, "not valid JSON")]
    [InlineData("", 2, "not valid JSON")]
    [InlineData("{ \"mood\": \"paper\" }", 2, "mood: unknown key")]
    [InlineData("{ \"mode\": \"sport\" }", 2, "mode: 'sport'")]
    public void A_bad_configuration_file_is_refused(string json, int exitCode, string says)
    {
        var file = Path.Combine(_folder.Path, "bad.json");
        File.WriteAllText(file, json);
        Refused(GatewayProcess.Command("config", "check", "--config", file), exitCode, says);
        Refused(GatewayProcess.Command("run", "--config", file, "--data", Path.Combine(_folder.Path, "data")), exitCode, says);
    }

    [Fact]
    public void All_errors_of_a_configuration_are_told_at_once()
    {
        var json = SmallConfiguration.Json();
        json["mood"] = "fine";
        json["fix"] = new System.Text.Json.Nodes.JsonObject { ["port"] = "many", ["compId"] = "" };
        json["sessions"]![0]!["defaultAccount"] = "A9";
        json["instruments"]![0]!["tickSize"] = "0";
        var file = Path.Combine(_folder.Path, "several.json");
        File.WriteAllText(file, json.ToJsonString());
        var result = GatewayProcess.Command("config", "check", "--config", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["fix:compId", "fix:port", "instruments:0:tickSize", "mood", "sessions:0:defaultAccount"],
            result.Errors.Select(error => error[..error.IndexOf(": ", StringComparison.Ordinal)]).Order());
    }

    [Fact]
    public void A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var config = SmallConfiguration.Write(_folder);
        Refused(GatewayProcess.Command("run", "--config", config, "--data", Path.Combine(_folder.Path, "a"), "--fix-port", port, "--ops-port", "0"), 3, $"fix:port: cannot listen on 127.0.0.1:{port}");
        Refused(GatewayProcess.Command("run", "--config", config, "--data", Path.Combine(_folder.Path, "b"), "--fix-port", "0", "--ops-port", port), 3, $"ops:port: cannot listen on 127.0.0.1:{port}");
    }

    [Theory]
    [InlineData("data")]
    [InlineData("data/journal")]
    [InlineData("data/latency")]
    public void A_file_in_the_place_of_a_directory_is_named(string place)
    {
        var file = Path.Combine(_folder.Path, place);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "in the way");
        Refused(GatewayProcess.Command("run", "--config", SmallConfiguration.Write(_folder), "--data", Path.Combine(_folder.Path, "data"), "--fix-port", "0", "--ops-port", "0"),
            3, Path.Combine(_folder.Path, "data"));
        Assert.Equal("in the way", File.ReadAllText(file));
    }

    [Fact]
    public void A_second_process_on_the_same_data_is_locked_out()
    {
        var (config, data) = (SmallConfiguration.Write(_folder), Path.Combine(_folder.Path, "data"));
        using var first = GatewayProcess.Run(data, config);
        var second = GatewayProcess.Command("run", "--config", config, "--data", data, "--fix-port", "0", "--ops-port", "0");
        Refused(second, 3, $"process {first.Id}");
        Assert.Contains(data, second.Error, StringComparison.Ordinal);
        Assert.Equal(0, first.Terminate());
    }

    [Fact]
    public void A_broken_interval_log_is_named()
    {
        var file = Path.Combine(_folder.Path, "broken.hlog");
        File.WriteAllText(file, "#[StartTime: 1 (seconds since epoch)]\n0.1,1.0,2.0,notbase64!!\n0.1,1.0,2.0,HISTFAAA\n");
        Refused(GatewayProcess.Command("latency", file), 3, "broken.hlog");
    }

    static void Refused(CommandResult result, int exitCode, string says)
    {
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.InRange(result.Errors.Length, 1, 5);
        Assert.DoesNotContain(result.Errors, line => line.StartsWith("at ", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
    }
}
