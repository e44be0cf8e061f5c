using System.Text;
using Gateway.Fix.Session;

namespace Gateway.Configuration;

/// <summary>Checks operators: a name twice, a hash that is none, and above all a password that everybody knows.</summary>
static class OperatorRules
{
    /// <summary>The shortest password that is hashed.</summary>
    internal const int PasswordLengthMin = 12;

    static readonly string[] s_defaults =
        ["admin123", "admin", "administrator", "password", "password123", "changeme", "default", "gateway", "secret", "letmein", "operator", "12345678", "123456789012"];

    internal static void Check(List<OperatorConfiguration> operators, ConfigurationErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < operators.Count; i++)
        {
            var (person, key) = (operators[i], $"ops:operators:{i}");
            errors.Require(ConfigurationRules.IsName(person.Name, 16) && !person.Name.Contains(':', StringComparison.Ordinal), $"{key}:name", "has to be 1 to 16 printable ASCII characters without a colon.");
            errors.Require(seen.Add(person.Name), $"{key}:name", $"'{person.Name}' is configured twice.");
            CheckPassword(person, $"{key}:passwordHash", errors);
        }
    }

    /// <summary>Whether a password is one of those that attackers try first.</summary>
    internal static bool IsDefault(string password, string name)
        => s_defaults.Contains(password, StringComparer.OrdinalIgnoreCase) || string.Equals(password, name, StringComparison.OrdinalIgnoreCase)
           || string.Equals(password, name + "123", StringComparison.OrdinalIgnoreCase);

    static void CheckPassword(OperatorConfiguration person, string key, ConfigurationErrors errors)
    {
        var parts = person.PasswordHash.Split('$');
        if (!errors.Require(parts.Length == 4 && parts[0] == "pbkdf2-sha256", key, "is no output of 'gateway config hash-password'; a password itself does not belong here.")) return;
        foreach (var known in s_defaults.Append(person.Name).Append(person.Name + "123"))
        {
            if (!PasswordHash.Verify(person.PasswordHash, Encoding.UTF8.GetBytes(known))) continue;
            errors.Add(key, $"is the hash of a default password; give {person.Name} one of their own.");
            return;
        }
    }
}
