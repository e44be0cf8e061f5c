using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration;
using Gateway.Fix.Session;
using Microsoft.AspNetCore.Http;

namespace Gateway.Ops.Access;

/// <summary>What a request shows of who it comes from.</summary>
enum Identification
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>Something that is not right.</summary>
    Wrong,

    /// <summary>Known.</summary>
    Known,
}

/// <summary>
/// Knows operators: whoever can read the token of <c>ops.json</c> may do everything under the name they give in <c>X-Operator</c>; people of
/// the configuration come with name and password (HTTP basic) and may do what their role allows.
/// </summary>
sealed class Credentials(string token, IReadOnlyList<OperatorConfiguration> operators)
{
    const string Bearer = "Bearer ", Basic = "Basic ";

    /// <summary>Header with the name of who uses the token.</summary>
    internal const string NameHeader = "X-Operator";

    /// <summary>Finds out who asks.</summary>
    internal Identification Identify(HttpRequest request, out Operator who)
    {
        who = new Operator("", OperatorRole.Viewer);
        var given = request.Headers.Authorization.ToString();
        if (given.Length == 0) return Identification.Missing;
        if (given.StartsWith(Bearer, StringComparison.Ordinal)) return IsToken(given[Bearer.Length..], request, out who);
        return given.StartsWith(Basic, StringComparison.Ordinal) ? IsPerson(given[Basic.Length..], out who) : Identification.Wrong;
    }

    Identification IsToken(string given, HttpRequest request, out Operator who)
    {
        var name = request.Headers[NameHeader].ToString();
        who = new Operator(ConfigurationRules.IsName(name, 16) ? name : "owner", OperatorRole.Admin);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token)) ? Identification.Known : Identification.Wrong;
    }

    Identification IsPerson(string given, out Operator who)
    {
        who = new Operator("", OperatorRole.Viewer);
        var bytes = new byte[given.Length];
        if (!Convert.TryFromBase64String(given, bytes, out var length)) return Identification.Wrong;
        var colon = Array.IndexOf(bytes, (byte)':', 0, length);
        if (colon < 0) return Identification.Wrong;
        var name = Encoding.UTF8.GetString(bytes, 0, colon);
        var person = operators.FirstOrDefault(candidate => candidate.Name == name);
        if (person is null || !PasswordHash.Verify(person.PasswordHash, bytes.AsSpan(colon + 1, length - colon - 1))) return Identification.Wrong;
        who = new Operator(person.Name, person.Role);
        return Identification.Known;
    }
}
