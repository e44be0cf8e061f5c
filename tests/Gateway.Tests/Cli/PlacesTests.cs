using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Cli;

/// <summary>Places, orders and files as users name them, and what is in a file's place that is none.</summary>
public sealed class PlacesTests(ShortDay day) : IClassFixture<ShortDay>
{
    string Journal => Path.Combine(day.Data, "journal");

    [Fact]
    public void Until_a_time_is_until_the_last_message_that_is_not_later()
    {
        var times = Times();
        Assert.Equal((200, 199), (Until(times[199]), Until(times[199] - 1)));
        Assert.Equal((0, times.Count), (Until(times[0] - 1), Until(times[^1] + 1)));
    }

    long Until(long nanos)
    {
        var time = DateTime.UnixEpoch.AddTicks(nanos / 100).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture) + $"{nanos % 100:00}Z";
        var told = GatewayProcess.Command("replay", day.Data, "--json", "--until", time);
        Assert.True(told.ExitCode == 0, told.Error);
        return JsonDocument.Parse(told.Output).RootElement.GetProperty("sequence").GetInt64();
    }

    List<long> Times()
    {
        var times = new List<long>();
        using var reader = LogReader.Open(Journal, LogName.Inbound);
        while (reader.TryRead(out var frame)) times.Add(frame.Time.Nanos);
        return times;
    }

    [Theory]
    [InlineData("replay {0} --until soon", "--until: 'soon' is neither a sequence nor a time like 2026-01-31T09:30:00Z.")]
    [InlineData("replay {0} --until -1", "--until: '-1' is neither a sequence nor a time like 2026-01-31T09:30:00Z.")]
    [InlineData("replay {0} --speed 1,5", "--speed: '1,5' is neither max nor a number above zero.")]
    [InlineData("journal export {0} --format csv --json", "--json: does not go together with --format csv.")]
    public void What_cannot_be_meant_is_refused(string line, string sentence)
    {
        var refused = GatewayProcess.Command([.. line.Split(' ').Select(word => word.Replace("{0}", day.Data, StringComparison.Ordinal))]);
        Assert.Equal((2, sentence, ""), (refused.ExitCode, refused.Errors[0], refused.Output));
    }

    [Fact]
    public void A_part_of_the_inbound_log_has_only_the_session_records_of_its_time()
    {
        var times = Times();
        var part = GatewayProcess.Command("journal", "export", day.Data, "--from", "300", "--to", "400");
        var all = GatewayProcess.Command("journal", "export", day.Data, "--from", "1");
        Assert.Contains("\"log\":\"Sessions\"", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"log\":\"Sessions\"", part.Output, StringComparison.Ordinal); // Logon and Logout lie before and behind.
        Assert.Equal(101, part.Output.Split('\n').Count(line => line.Contains("\"log\":\"Inbound\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_id_that_several_orders_have_tells_one_story_and_names_the_others()
    {
        using var folder = new TemporaryDirectory();
        using (var gateway = GatewayProcess.Run(folder.Path, day.Config))
        {
            using var client = new StrategyClient(gateway.Fix);
            client.LogOn();
            foreach (var id in (string[])["2", "1"]) client.Send("D", $"11={id}|55=AAPL|54=1|38={id}|40=2|44=500|60=20260101-00:00:00|");
            client.AwaitReport("1", "0");
            gateway.Terminate();
        }

        string Explain(string order) => GatewayProcess.Command("replay", folder.Path, "--explain", order).Output;
        var first = Explain("1"); // OrderID 1 is the order with ClOrdID 2.
        Assert.StartsWith("'1' is also another order: --explain clOrdId:1\n", first, StringComparison.Ordinal);
        Assert.Contains("at the end: order 1 is", first, StringComparison.Ordinal);
        Assert.DoesNotContain("at the end: order 2 is", first, StringComparison.Ordinal);
        var second = Explain("clOrdId:1");
        Assert.Contains("at the end: order 2 is", second, StringComparison.Ordinal);
        Assert.DoesNotContain("at the end: order 1 is", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal verify")]
    [InlineData("journal tail")]
    [InlineData("replay")]
    public void A_pipe_in_a_segment_s_place_is_told_and_not_waited_for(string verb)
    {
        using var folder = Copy();
        var segment = Directory.GetFiles(folder.Path, "inbound-*.seg")[0];
        File.Delete(segment);
        using (var make = Process.Start("mkfifo", segment)) make.WaitForExit();
        var told = GatewayProcess.Command([.. verb.Split(' '), folder.Path]);
        Assert.Equal((3, ""), (told.ExitCode, told.Output));
        Assert.Contains(segment, Assert.Single(told.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_is_not_there_yet_is_waited_for()
    {
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "later");
        using var tail = Process.Start(GatewayProcess.Start("journal", "tail", data, "--follow", "--json"))!;
        try
        {
            Assert.Equal($"Waiting for a journal in '{data}'.", await tail.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
            using (var gateway = GatewayProcess.Run(data, day.Config)) gateway.Terminate();
            var seen = "";
            while (seen?.Contains("RunStopped", StringComparison.Ordinal) == false) seen = await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(seen);
            Signals.Send(tail.Id, Signals.Terminate);
            await tail.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, tail.ExitCode);
        }
        finally
        {
            tail.Kill();
        }
    }

    TemporaryDirectory Copy()
    {
        var folder = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(Journal)) File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        return folder;
    }
}
