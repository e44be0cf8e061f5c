namespace Gateway.Latency.Tests;

/// <summary>Programs of others that read the same formats. A test that needs a missing one skips.</summary>
static class Tools
{
    static readonly NpmPackage s_package = new("hdr-histogram-js", "3.0.1");

    static readonly string[] s_jars = ["/usr/share/java/hdrhistogram.jar", "/usr/share/java/HdrHistogram.jar"];

    /// <summary>The Java reader of Debian's libhdrhistogram-java.</summary>
    public static string HdrHistogramJar()
    {
        if (OtherProgram.Run(Path.GetTempPath(), "java", "-version") is not { ExitCode: 0 }) Assert.Skip("java is missing.");
        var jar = Array.Find(s_jars, File.Exists);
        if (jar is null) Assert.Skip("libhdrhistogram-java is missing.");
        return jar;
    }

    /// <summary>A directory with the JavaScript reader in its node_modules.</summary>
    public static string NodeDirectory() => s_package.Folder();

    public static string Run(string directory, string program, params string[] arguments)
    {
        var result = OtherProgram.Run(directory, program, arguments)!;
        Assert.True(result.ExitCode == 0, $"{program} ended with {result.ExitCode}: {result.Error}");
        return result.Output;
    }
}
