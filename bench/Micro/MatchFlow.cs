using System.Runtime.InteropServices;

namespace Gateway.Bench.Micro;

/// <summary>What a message of a flow asks for.</summary>
internal enum FlowType : byte
{
    New = 0,
    Cancel = 1,
    Modify = 2,
}

/// <summary>One message of a flow: the public benchmark's record of 40 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct FlowMessage
{
    internal FlowType Type;
    internal byte Side;
    internal byte Immediate;
    internal byte Padding;
    internal uint Lots;
    internal ulong Sequence;
    internal ulong OrderId;
    internal long PriceTicks;
    internal long Reserved;
}

/// <summary>The five scenarios of the public benchmark flash1-dev/matching-engine-benchmark.</summary>
internal sealed record FlowScenario(string Name, double Volatility, double Swing, string ReportSha256)
{
    /// <summary>With the SHA-256 of the report text that is published for a million orders from seed 23.</summary>
    internal static readonly FlowScenario[] All =
    [
        new("static", 0.00, 0.00, "9803843ee404fc29c9a0aa5614f8f0d5a58b5c44fcac9ef89067886fcaaa30d1"),
        new("normal", 0.15, 0.02, "e9b2e3926854410b01a035aeb25dd05f1e597c233be8263de9eb49b6713d367e"),
        new("swing-25", 0.50, 0.25, "61a84be9469661bd039e00dbc9a7c011e70b6ace37aadfe60045ea083b05f4df"),
        new("swing-40", 0.50, 0.40, "3cb0175e7982ff09ea220d1feaee3844cf9116a5ce455757879dea1d880b9b9f"),
        new("flash-crash", 0.50, 0.60, "cff8d3f94b709fc64a8b2058a6ca4fb6920364904796e46906895e362d2bb16b"),
    ];
}

/// <summary>Flows from files: a header of 16 bytes (magic, version, count), then the records; gzip by the ending.</summary>
internal static class FlowFile
{
    private const ulong Magic = 0x4D4542575F303031;

    internal static FlowMessage[] Read(string path)
    {
        var bytes = MatchFiles.ReadAllBytes(path);
        if (bytes.Length < 16 || MemoryMarshal.Read<ulong>(bytes) != Magic)
            throw new InvalidDataException($"{path} is not a flow of the public benchmark.");
        var count = MemoryMarshal.Read<int>(bytes.AsSpan(12));
        return MemoryMarshal.Cast<byte, FlowMessage>(bytes.AsSpan(16))[..count].ToArray();
    }
}
