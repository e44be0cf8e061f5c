using System.Net;

namespace Gateway.Configuration;

/// <summary>Addresses as a configuration writes them: a network such as 10.1.0.0/16, or one address.</summary>
static class AddressText
{
    internal static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network)) return true;
        if (!IPAddress.TryParse(text, out var address)) return false;
        network = new(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }

    /// <summary>The networks of a list that has been checked.</summary>
    internal static List<IPNetwork> Parse(List<string> texts)
        => texts.ConvertAll(text => TryParse(text, out var network) ? network : throw new FormatException(text));

    internal static void Check(List<string> texts, string key, ConfigurationErrors errors)
    {
        for (var i = 0; i < texts.Count; i++)
            errors.Require(TryParse(texts[i], out _), $"{key}:{i}", $"'{texts[i]}' is no address such as 10.1.2.3 and no network such as 10.1.0.0/16.");
    }

    /// <summary>host:port of an exchange.</summary>
    internal static bool TryEndPoint(string text, out DnsEndPoint? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port)) return false;
        address = new(text[..colon], port);
        return true;
    }
}
