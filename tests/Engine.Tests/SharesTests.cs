using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.Allocation;

namespace Gateway.Engine.Tests;

public sealed class SharesTests
{
    [Theory]
    [InlineData(400, new long[] { 1, 1, 1, 1, 1, 1 }, new long[] { 67, 67, 67, 67, 66, 66 })]
    [InlineData(1600, new long[] { 18008, 12540, 5800 }, new long[] { 793, 552, 255 })]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(3, new long[] { 5, 3, 2 }, new long[] { 1, 1, 1 })]
    [InlineData(1, new long[] { 5, 3, 2 }, new long[] { 1, 0, 0 })]
    [InlineData(2, new long[] { 1, 1 }, new long[] { 1, 1 })] // 10 in lots of 4: two lots, the rest fits nobody
    [InlineData(3, new long[] { 1, 3, 3 }, new long[] { 1, 1, 1 })]
    [InlineData(4, new long[] { 1, 3, 3 }, new long[] { 0, 2, 2 })] // the paradox: why targets are fixed once
    [InlineData(7, new long[] { 0, 1, 0 }, new long[] { 0, 7, 0 })]
    [InlineData(0, new long[] { 2, 1 }, new long[] { 0, 0 })]
    public void Golden_vectors(long total, long[] weights, long[] expected)
    {
        var lots = new long[weights.Length];
        Assert.True(Shares.Split(total, weights, lots));
        Assert.Equal(expected, lots);
    }

    [Fact]
    public void Nothing_is_shared_without_weights() => Assert.False(Shares.Split(5, [0, 0], new long[2]));

    [Fact]
    public void Shares_add_up_and_keep_within_one_lot_of_the_exact_part()
        => Prop.ForAll(
            Gen.Choose(0, 1_000_000).Zip(Gen.Choose(0, 50_000).NonEmptyListOf()).ToArbitrary(),
            static input =>
            {
                var (total, list) = input;
                long[] weights = [.. list.Take(64).Select(weight => (long)weight)];
                var lots = new long[weights.Length];
                var sum = weights.Sum();
                if (!Shares.Split(total, weights, lots)) return sum == 0;
                return lots.Sum() == total
                       && weights.Zip(lots).All(pair => Math.Abs((decimal)total * pair.First / sum - pair.Second) < 1);
            }).QuickCheckThrowOnFailure();
}
