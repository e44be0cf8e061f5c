using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Configuration;

/// <summary>Tells configurations apart: in the journal, and when one is read again. Secrets are in files and so not part of it.</summary>
static class ConfigurationHash
{
    /// <summary>SHA-256 over the effective configuration as JSON, in 64 hexadecimal digits.</summary>
    internal static string Of(GatewayConfiguration configuration)
        => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(configuration)));

    /// <summary>Whether two parts of configurations say the same.</summary>
    internal static bool IsSame<T>(T left, T right) => JsonSerializer.SerializeToUtf8Bytes(left).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(right));

    /// <summary>The sections in which two configurations differ.</summary>
    internal static IEnumerable<string> Differences(GatewayConfiguration left, GatewayConfiguration right)
        => typeof(GatewayConfiguration).GetProperties().Where(section => !IsSame(section.GetValue(left), section.GetValue(right))).Select(section => section.Name);
}
