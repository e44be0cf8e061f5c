using Gateway.Strategies;

namespace Gateway.Tests.Strategies;

/// <summary>Against a plain map: random additions, skips and resets, far beyond what the index keeps.</summary>
public sealed class SentIndexTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void It_knows_the_latest_messages_and_calls_the_others_gaps(int chunks)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var index = new SentIndex(chunks);
        var model = new Dictionary<long, long>();
        var next = 1L;
        for (var step = 0; step < 300; step++)
        {
            var act = random.Next(20);
            if (act == 0) (model, next) = ([], 1);
            if (act == 0) index.Reset();
            if (act == 1)
            {
                next += random.Next(random.Next(2) == 0 ? 100 : 60_000);
                index.SkipTo(next);
            }

            for (var count = random.Next(2000); act > 1 && count > 0; count--)
            {
                var outbound = random.Next(3) == 0 ? SentIndex.Admin : random.NextInt64(1, long.MaxValue);
                index.Add(outbound);
                model[next++] = outbound;
            }

            Assert.Equal(next, index.Next);
            for (var probe = 0; probe < 200; probe++) Check(index, model, next, random.NextInt64(-5, next + 5), seed);
            Check(index, model, next, next - 1, seed);
            Check(index, model, next, next - index.Capacity, seed);
        }
    }

    static void Check(SentIndex index, Dictionary<long, long> model, long next, long number, int seed)
    {
        var kept = number >= next - index.Capacity && number < next;
        var expected = kept ? model.GetValueOrDefault(number) : SentIndex.Admin;
        Assert.True(expected == index.Find(number), $"seed {seed}: number {number} of {next}: {expected} and {index.Find(number)}");
    }
}
