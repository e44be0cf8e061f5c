using Gateway.Fix.Codec;

namespace Gateway.Fix.Tests;

public class CheckSumTests
{
    [Fact]
    public void It_is_the_sum_of_all_bytes_at_every_length()
    {
        byte[] bytes = new byte[300];
        Random.Shared.NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
            Assert.Equal(bytes.Take(length).Sum(value => value) % 256, CheckSum.Compute(bytes.AsSpan(0, length)));
    }
}
