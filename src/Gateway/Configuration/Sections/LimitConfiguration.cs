namespace Gateway.Configuration;

/// <summary>A risk limit.</summary>
public sealed class LimitConfiguration
{
    /// <summary>Rule id as in the catalogue: <c>R020</c>.</summary>
    public string Rule { get; set; } = "";

    /// <summary><c>firm</c>, <c>account:A1</c>, <c>instrument:AAPL</c>, …, or a kind alone for all of that kind.</summary>
    public string Scope { get; set; } = "";

    /// <summary>In force.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Which of the rule's steps, from 0; only R074 and R075 have more than one.</summary>
    public int Step { get; set; }

    /// <summary>The limit in the rule's unit (decimal); a rule that needs it is not satisfied with an empty one.</summary>
    public string Value { get; set; } = "";

    /// <summary>A second parameter of the rule.</summary>
    public string Value2 { get; set; } = "0";

    /// <summary>A third parameter of the rule.</summary>
    public string Value3 { get; set; } = "0";

    /// <summary>Window or age.</summary>
    public TimeSpan Window { get; set; }

    /// <summary>Refused in a file: an override ends by itself, and a file has no beginning to count from.</summary>
    public bool Override { get; set; }

    /// <summary>Refused in a file, as <see cref="Override"/>.</summary>
    public string For { get; set; } = "";
}
