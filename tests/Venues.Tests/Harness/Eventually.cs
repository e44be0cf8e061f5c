namespace Gateway.Venues.Tests.Harness;

/// <summary>Waits for what must happen soon; how soon does not matter.</summary>
static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, Func<string> otherwise)
    {
        if (!await Patience.UntilAsync(condition)) Assert.Fail(otherwise());
    }
}
