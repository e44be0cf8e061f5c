namespace Gateway.Pipeline;

/// <summary>The directory in which a gateway keeps what it must not lose.</summary>
static class DataDirectory
{
    /// <summary>Creates it and proves that it can be written.</summary>
    /// <exception cref="UserErrorException">It cannot.</exception>
    internal static void Prepare(string data)
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(data, "latency"));
            var probe = Path.Combine(data, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"Data directory '{data}' cannot be written: {error.Message}", ExitCode.Unreachable);
        }
    }
}
