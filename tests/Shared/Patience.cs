namespace Gateway.Testing;

/// <summary>How long a test waits for what must happen. How soon it happens is no test's business: the machine may be slow and busy.</summary>
static class Patience
{
    internal const int Millis = 120_000;

    internal static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(Millis);

    /// <summary>Looks again and again until a condition holds; false when it does not in all that time.</summary>
    internal static bool Until(Func<bool> condition)
    {
        for (var start = Environment.TickCount64; !condition(); Thread.Sleep(2))
            if (Environment.TickCount64 - start > Millis) return false;
        return true;
    }

    /// <summary>The same without holding a thread.</summary>
    internal static async Task<bool> UntilAsync(Func<bool> condition)
    {
        for (var start = Environment.TickCount64; !condition(); await Task.Delay(2))
            if (Environment.TickCount64 - start > Millis) return false;
        return true;
    }
}
