namespace Gateway.Configuration;

/// <summary>Collects every error of a configuration, each with its key, so that the user mends them in one go.</summary>
public sealed class ConfigurationErrors
{
    readonly List<string> errors = [];

    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<string> All => errors;

    /// <summary>Notes an error.</summary>
    public void Add(string key, string sentence) => errors.Add($"{key}: {sentence}");

    /// <summary>Notes an error unless a condition holds; returns the condition.</summary>
    public bool Require(bool condition, string key, string sentence)
    {
        if (!condition) Add(key, sentence);
        return condition;
    }
}
