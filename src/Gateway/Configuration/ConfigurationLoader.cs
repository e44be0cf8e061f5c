using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Gateway.Configuration;

/// <summary>Reads the effective configuration: file (or the embedded default), then <c>GATEWAY__…</c> environment, then command line.</summary>
public static class ConfigurationLoader
{
    /// <summary>Name of the embedded default in messages.</summary>
    public const string Embedded = "embedded default";

    /// <summary>Reads and validates; all errors at once in <paramref name="errors"/>.</summary>
    /// <param name="file">A JSON file, or null for the embedded default.</param>
    /// <param name="overrides">Keys and values of the command line; they win.</param>
    /// <param name="errors">Receives every error.</param>
    /// <exception cref="UserErrorException">The file is missing or not JSON.</exception>
    public static GatewayConfiguration Load(string? file, IEnumerable<KeyValuePair<string, string?>> overrides, ConfigurationErrors errors)
    {
        var configuration = new GatewayConfiguration();
        ConfigurationTree.Bind(Build(file, overrides), configuration, "", errors);
        ConfigurationRules.Check(configuration, errors);
        return configuration;
    }

    /// <summary>As <see cref="Load"/>, but any error ends the program's start.</summary>
    /// <exception cref="UserErrorException">The configuration has errors.</exception>
    public static GatewayConfiguration LoadOrThrow(string? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var errors = new ConfigurationErrors();
        var configuration = Load(file, overrides, errors);
        if (errors.All.Count == 0) return configuration;
        throw new UserErrorException($"{file ?? Embedded} has {errors.All.Count} error(s):\n  " + string.Join("\n  ", errors.All));
    }

    static IConfigurationRoot Build(string? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var builder = new ConfigurationBuilder();
        if (file is null) builder.AddJsonStream(DefaultJson());
        else if (!File.Exists(file)) throw new UserErrorException($"Configuration file '{file}' does not exist.", ExitCode.Unreachable);
        else builder.AddJsonFile(Path.GetFullPath(file));
        try
        {
            return builder.AddEnvironmentVariables("GATEWAY__").AddInMemoryCollection(overrides).Build();
        }
        catch (Exception error) when (error is InvalidDataException or FormatException)
        {
            throw new UserErrorException($"Configuration file '{file}' is not valid JSON: {(error.InnerException ?? error).Message}");
        }
    }

    /// <summary>The text of the embedded default.</summary>
    internal static Stream DefaultJson()
        => Assembly.GetExecutingAssembly().GetManifestResourceStream("Gateway.Configuration.default.json")!;
}
