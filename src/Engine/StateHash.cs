using System.Globalization;

namespace Gateway.Engine;

/// <summary>
/// 128 bits over the whole state of the core. Two engines hash alike exactly when they will answer alike: neither addresses nor
/// slots nor the history that led to the state enter it.
/// </summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
public readonly record struct StateHash(ulong High, ulong Low)
{
    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString()
        => High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);
}
