using Gateway.Latency;
using Gateway.Load;

namespace Gateway.Tests.Load;

public sealed class LoadRunnerTests
{
    [Fact]
    public void Every_request_is_counted_and_answered()
    {
        using var stub = new StubGateway();
        var result = Run(stub, rate: 20_000, requests: 4_000, sessions: 2);
        Assert.All(result.Checks, check => Assert.True(check.Ok, $"{check.Name}: {check.Detail}"));
        Assert.Equal((4_000, 4_000), (result.Sent, result.Answered));
        Assert.Equal(result.Answered, result.Rows[0].Count);
        Assert.Equal(result.Answered, result.Accepted + result.Replaced + result.Cancelled);
        Assert.Equal(result.Answered, result.Rows.Skip(2).Sum(row => row.Count));
    }

    /// <summary>The stub stops for 200 ms while requests are due every 0.1 ms: the plan sees some 2,000 of them wait, the service time only those in flight.</summary>
    [Fact]
    public void A_stall_shows_in_the_time_from_the_plan()
    {
        using var stub = new StubGateway { StallAfter = 1_000, StallMillis = 200 };
        var result = Run(stub, rate: 10_000, requests: 6_000, sessions: 1);
        var response = Row(result, "all");
        Assert.True(response.Max >= 190_000_000, $"max {response.Max}");
        // A third of all requests was due during the stall; their mean wait is 100 ms.
        Assert.True(response.P90 >= 50_000_000, $"p90 {response.P90}");
    }

    /// <summary>One request in flight meets the stall once; nine in ten closed loop samples know nothing of it, which is why the plan is what counts.</summary>
    [Fact]
    public void A_closed_loop_hides_a_stall()
    {
        using var stub = new StubGateway { StallAfter = 1_000, StallMillis = 1_000 };
        var result = Run(stub, rate: 1, requests: 3_000, sessions: 1, inFlight: 1);
        Assert.True(Row(result, "all").Max >= 990_000_000);
        Assert.True(Row(result, "all").P90 < 900_000_000);
        Assert.Equal(0, result.PlannedRate);
    }

    [Fact]
    public void A_missing_answer_fails_the_run()
    {
        using var stub = new StubGateway { SilentOrders = 3 };
        var result = Run(stub, rate: 10_000, requests: 500, sessions: 1);
        Assert.False(result.Ok);
        Assert.InRange(result.Answered, 0, 497); // A busy machine may owe more of them when the time is over.
        Assert.Contains(result.Checks, check => !check.Ok && check.Detail == $"500 sent, {result.Answered} answered");
    }

    [Fact]
    public void Refusals_are_counted_by_their_code()
    {
        using var stub = new StubGateway { Refuses = ("GOOG", "PRICE_COLLAR: limit=1 value=2") };
        var result = Run(stub, rate: 20_000, requests: 1_000, sessions: 1);
        Assert.True(result.Ok);
        var (code, count) = Assert.Single(result.Refusals);
        Assert.Equal("PRICE_COLLAR", code);
        Assert.InRange(count, 1, 999);
    }

    [Fact]
    public void Steady_state_allocates_next_to_nothing_per_request()
    {
        using var stub = new StubGateway();
        var result = Run(stub, rate: 50_000, requests: 50_000, sessions: 2);
        Assert.True(result.Collections.BytesPerRequest < 2, $"{result.Collections.BytesPerRequest} bytes per request");
    }

    [Fact]
    public void Being_stopped_still_gives_a_result()
    {
        using var stop = new CancellationTokenSource();
        using var stub = new StubGateway { AtFirstOrder = stop.Cancel };
        var result = Run(stub, rate: 1_000, requests: 0, sessions: 1, stop: stop.Token);
        Assert.True(result.Stopped && result.Ok);
        Assert.InRange(result.Sent, 1, 59_999);
    }

    [Fact]
    public void The_interval_log_holds_what_the_table_says()
    {
        using var stub = new StubGateway();
        var file = Path.GetTempFileName();
        try
        {
            var result = Run(stub, rate: 10_000, requests: 1_000, sessions: 1, log: file);
            var read = HistogramLogReader.ReadFile(file, out var torn);
            Assert.Null(torn);
            Assert.Equal(2 * result.Answered, read.Sum(histogram => histogram.TotalCount));
            Assert.Contains(read, histogram => histogram.Tag == "new.service");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Nobody_there_is_told_in_one_sentence()
    {
        var plan = new LoadPlan { Host = "127.0.0.1", Port = 1, Sessions = ["STRAT1"] };
        using var runner = new LoadRunner(plan, Flow(1), ClOrdIdFormat.OfThisRun('T'));
        var error = Assert.Throws<UserErrorException>(runner.Connect);
        Assert.Equal(ExitCode.Unreachable, error.ExitCode);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }

    static LoadResult Run(
        StubGateway stub, int rate, long requests, int sessions, int inFlight = 0, string? log = null, CancellationToken stop = default)
    {
        var plan = new LoadPlan
        {
            Host = "127.0.0.1",
            Port = stub.Port,
            Sessions = LoadPlan.SessionNames(sessions),
            Rate = rate,
            RequestsMax = requests,
            Duration = TimeSpan.FromSeconds(60),
            InFlight = inFlight,
            AnswerTimeout = requests == 500 ? TimeSpan.FromSeconds(3) : Patience.Limit,
            Yields = true,
        };
        using var runner = new LoadRunner(plan, Flow(sessions), ClOrdIdFormat.OfThisRun('T'));
        runner.Connect();
        var result = runner.Run(stop);
        if (log is not null) runner.WriteLog(log, result);
        return result;
    }

    static PercentileRow Row(LoadResult result, string name) => result.Rows.Single(row => row.Name == name);

    static OrderFlow Flow(int sessions) => new(LoadInstrument.ParseList("AAPL,GOOG"), OrderMix.Parse("new=6,cancel=3,replace=1"), sessions, seed: 1);
}
