using System.Text;
using System.Text.RegularExpressions;
using Gateway.Messages;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Rest;

/// <summary>An exchange whose answers and frames are cut, null, of another type, or no JSON at all: fills are told once and to the end, and the venue comes back.</summary>
public sealed partial class HostileExchangeTests(ITestOutputHelper output)
{
    const int Fills = 20;
    const int Changes = 100;

    readonly Lock _gate = new();
    Random _random = new(0);
    // For that many changes only: then the exchange tells the truth, and all must come right.
    int _left;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_becomes_of_answers_and_frames_every_fill_is_told_once(bool answersToo)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
        var network = new BrokenNetwork((status, body) => answersToo ? Answer(status, body) : (status, body), body => Broken(body, body));
        await using var floor = await RestFloor.StartAsync(options => options with { Network = network, WeightPerMinute = 1_000_000 });
        await floor.RestAsync(1, "50000", "2");
        Volatile.Write(ref _left, Changes);
        for (var i = 0; i < Fills; i++)
        {
            floor.AddLiquidity(Side.Sell, "50000", "0.1");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await Eventually.TrueAsync(() => Told(floor).Length == Fills, () => $"seed {seed}: {Told(floor).Length} fills of {Fills}, {floor.Adapter.State}");
        await floor.StateAsync(VenueState.Up);
        Assert.Equal(Fills, Told(floor).Select(fill => fill.VenueExecId).Distinct().Count());
        Assert.Equal(Quantity.Parse("2"), Told(floor)[^1].CumQuantity);
        Assert.All(Told(floor), fill => Assert.Equal(Price.Parse("50000"), fill.LastPrice));
    }

    static VenueReport[] Told(RestFloor floor) => [.. floor.Inbox.Of(1).Where(report => report.Type == VenueReportType.Fill)];

    (int Status, byte[] Body) Answer(int status, byte[] body)
    {
        var broken = Broken(body, body);
        lock (_gate) return ReferenceEquals(broken, body) || _random.Next(3) > 0 ? (status, broken) : (_random.Next(2) == 0 ? 500 : 503, "<html>busy</html>"u8.ToArray());
    }

    byte[] Broken(byte[] body, byte[] whole)
    {
        lock (_gate)
        {
            if (_left == 0 || _random.Next(2) == 0) return whole;
            _left--;
            var text = Encoding.UTF8.GetString(body);
            return Encoding.UTF8.GetBytes(_random.Next(9) switch
            {
                0 => text[.._random.Next(text.Length + 1)],
                1 => "null",
                2 => "[null]",
                3 => "{}",
                4 => Number().Replace(text, "\"x\""),
                5 => Number().Replace(text, "null"),
                6 => Word().Replace(text, ":null"),
                7 => Fee().Replace(text, "$1${2}000000001234\""),
                _ => text.Insert(_random.Next(text.Length + 1), "\u0000\"}{"),
            });
        }
    }

    [GeneratedRegex("""
        "-?\d+\.\d+"
        """)]
    private static partial Regex Number();

    [GeneratedRegex("""
        :"[A-Za-z]+"
        """)]
    private static partial Regex Word();

    [GeneratedRegex("""
        ("n":|"commission":|"L":|"price":)("\d+\.\d+)"
        """)]
    private static partial Regex Fee();
}
