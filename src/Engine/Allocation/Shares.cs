namespace Gateway.Engine.Allocation;

/// <summary>
/// Shares whole lots by weights: each gets the floor of its exact part, the lots left over go to the largest remainders, ties to the
/// earlier one. Computed once on the order's whole quantity and never again on fills: on growing totals largest remainders may take
/// back what they gave.
/// </summary>
static class Shares
{
    /// <summary>Fills <paramref name="lots"/> so that its sum is <paramref name="total"/>; false when all weights are zero.</summary>
    /// <param name="total">Lots to share, not negative.</param>
    /// <param name="weights">Not negative.</param>
    /// <param name="lots">Receives the shares.</param>
    internal static bool Split(long total, ReadOnlySpan<long> weights, Span<long> lots)
    {
        Int128 sum = 0;
        foreach (var weight in weights) sum += weight;
        if (sum == 0) return false;
        var left = total;
        for (var i = 0; i < weights.Length; i++)
        {
            lots[i] = (long)((Int128)total * weights[i] / sum);
            left -= lots[i];
        }

        Span<bool> given = stackalloc bool[weights.Length];
        given.Clear();
        for (; left > 0; left--)
        {
            var next = LargestRemainder(total, sum, weights, given);
            given[next] = true;
            lots[next]++;
        }

        return true;
    }

    static int LargestRemainder(long total, Int128 sum, ReadOnlySpan<long> weights, Span<bool> given)
    {
        var best = -1;
        Int128 largest = -1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (given[i]) continue;
            var remainder = (Int128)total * weights[i] % sum;
            if (remainder <= largest) continue;
            largest = remainder;
            best = i;
        }

        return best;
    }
}
