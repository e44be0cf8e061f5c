using Gateway.Strategies;

namespace Gateway.Tests.Strategies;

public sealed class PeerNewsTests
{
    [Fact]
    public void A_flood_is_a_burst_and_then_so_many_lines_a_second_and_a_count()
    {
        var time = new SteppedTime();
        var told = new List<string>();
        var news = new PeerNews(told.Add, time);
        for (var i = 0; i < 10_000; i++) news.Tell("garbled");
        Assert.Equal(PeerNews.Burst, told.Count);
        for (var i = 0; i < 1000; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            news.Tell("garbled");
        }

        Assert.InRange(told.Count, PeerNews.Burst + 10 * PeerNews.PerSecond - 1, PeerNews.Burst + 10 * PeerNews.PerSecond + 1);
        Assert.StartsWith("garbled (95", told[PeerNews.Burst], StringComparison.Ordinal);
        time.Advance(TimeSpan.FromHours(1));
        told.Clear();
        for (var i = 0; i < 10_000; i++) news.Tell("again");
        Assert.Equal(PeerNews.Burst, told.Count);
    }

    sealed class SteppedTime : TimeProvider
    {
        long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        internal void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
