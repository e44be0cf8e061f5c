using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Configuration;

/// <summary>Tells two configurations apart in the journal. Secrets are in files and so not part of it.</summary>
static class ConfigurationHash
{
    /// <summary>SHA-256 over the effective configuration as JSON, in 64 hexadecimal digits.</summary>
    internal static string Of(GatewayConfiguration configuration)
        => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(configuration)));
}
