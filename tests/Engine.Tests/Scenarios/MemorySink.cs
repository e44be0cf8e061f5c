namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Keeps a saved state in memory.</summary>
sealed class MemorySink : IStateSink
{
    readonly List<byte> _bytes = [];

    internal byte[] Bytes => [.. _bytes];

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);
}
