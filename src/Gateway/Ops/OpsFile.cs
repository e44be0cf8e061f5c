using System.Text.Json;
using Gateway.Cli;

namespace Gateway.Ops;

/// <summary>Where a running gateway's operators' port is and what opens it: <c>ops.json</c> in its data directory.</summary>
/// <param name="Url">Address.</param>
/// <param name="Token">Bearer token, new with each start.</param>
sealed record OpsFile(string Url, string Token)
{
    /// <summary>Its name in the data directory.</summary>
    internal const string Name = "ops.json";

    /// <summary>Reads it.</summary>
    /// <exception cref="UserErrorException">There is none, or it cannot be read.</exception>
    internal static OpsFile Read(string data)
    {
        var path = Path.Combine(data, Name);
        try
        {
            return JsonSerializer.Deserialize<OpsFile>(File.ReadAllText(path), Json.Options) is { Url.Length: > 0, Token.Length: > 0 } found
                ? found : throw new UserErrorException($"{path} holds no address and token.", ExitCode.Unreachable);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException($"{path} cannot be read ({error.Message}); is a gateway running there? --data names its data directory.", ExitCode.Unreachable);
        }
    }
}
