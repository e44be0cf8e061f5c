using System.Globalization;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Pipeline;

/// <summary>The first orders find memory that is there: a table that is reached at random otherwise costs each of them up to two milliseconds of clearing.</summary>
public sealed class MemoryAheadTests : IDisposable
{
    const int Few = 1 << 20, Many = 1 << 24, BucketBytes = 4;

    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_places_of_all_client_ids_are_memory_when_the_gateway_is_ready()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(5, 14), "The kernel does not take memory ahead (MADV_POPULATE_WRITE).");
        var (few, many) = (ResidentBytes(Few), ResidentBytes(Many));
        Assert.True(many - few >= (Many - Few) * BucketBytes, $"{few} bytes with few, {many} with many");
    }

    long ResidentBytes(int clOrdIds)
    {
        var json = SmallConfiguration.Json();
        json["capacity"]!["clOrdIds"] = clOrdIds;
        var config = Path.Combine(_folder.Path, $"{clOrdIds}.json");
        File.WriteAllText(config, json.ToJsonString());
        using var gateway = GatewayProcess.Run(Path.Combine(_folder.Path, $"{clOrdIds}"), config);
        var resident = File.ReadLines($"/proc/{gateway.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
