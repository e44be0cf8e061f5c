namespace Gateway.Venues.Tests.Harness;

/// <summary>Waits for what must happen soon; how soon does not matter.</summary>
static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task TrueAsync(Func<bool> condition, Func<string> otherwise)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!condition())
        {
            if (DateTime.UtcNow > deadline) Assert.Fail(otherwise());
            await Task.Delay(5);
        }
    }
}
