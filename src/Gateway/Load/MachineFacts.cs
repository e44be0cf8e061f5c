using System.Runtime;
using System.Runtime.InteropServices;

namespace Gateway.Load;

/// <summary>What a measurement was taken on.</summary>
/// <param name="Processor">Its model.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The runtime's version.</param>
/// <param name="Collector">Kind of garbage collector.</param>
sealed record MachineFacts(string Processor, int Cores, string System, string Runtime, string Collector)
{
    /// <summary>Facts of this machine and process.</summary>
    internal static MachineFacts Here() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        GCSettings.IsServerGC ? "server" : "workstation");

    /// <inheritdoc/>
    public override string ToString() => $"{Processor}, {Cores} cores, {System}, {Runtime}, {Collector} GC";

    static string ProcessorName()
    {
        const string Key = "model name";
        try
        {
            var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
            return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }
    }
}
