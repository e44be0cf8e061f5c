namespace Gateway.Journal.Export;

/// <summary>Which integers a reader keeps that has floating-point numbers only, as JavaScript has.</summary>
static class ExactNumber
{
    const long Max = (1L << 53) - 1;

    /// <summary>False for one that such a reader would round: it is written as text.</summary>
    internal static bool Holds(long value) => value is >= -Max and <= Max;
}
