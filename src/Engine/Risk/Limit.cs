namespace Gateway.Engine.Risk;

/// <summary>A limit of one rule at one scope. Values are decimals in units of 1e-8, counts and percents too.</summary>
struct Limit
{
    internal long Value;
    internal long Value2;
    internal long WindowNanos;

    /// <summary>Set for this very scope, so that a limit for all scopes of the kind does not replace it.</summary>
    internal bool Own;

    internal bool Enabled;

    internal readonly void AddTo(ref HashBuilder hash)
    {
        hash.Add(Value);
        hash.Add(Value2);
        hash.Add(WindowNanos);
        hash.Add((Own ? 1L : 0) | (Enabled ? 2L : 0));
    }
}
