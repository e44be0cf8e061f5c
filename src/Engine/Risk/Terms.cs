namespace Gateway.Engine.Risk;

/// <summary>
/// A limit as a check reads it: half a cache line. Money, quantities and ratios in units of 1e-8, percents in millionths, counts and options as
/// they are, times in nanoseconds. Of a rate: tokens, nanoseconds a token, greatest advance.
/// </summary>
struct Terms
{
    internal long Value;
    internal long Value2;
    internal long Value3;
    internal long Window;
}
