using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>An allocation group.</summary>
public sealed class GroupConfiguration
{
    /// <summary>Key, at most 16 characters.</summary>
    public string Group { get; set; } = "";

    /// <summary>How quantities are shared.</summary>
    public AllocationPolicy Policy { get; set; } = AllocationPolicy.Weighted;

    /// <summary>Its accounts in order.</summary>
    public List<MemberConfiguration> Members { get; set; } = [];
}

/// <summary>An account of an allocation group.</summary>
public sealed class MemberConfiguration
{
    /// <summary>The account.</summary>
    public string Account { get; set; } = "";

    /// <summary>Its weight, or its lots under a fixed policy.</summary>
    public int Weight { get; set; } = 1;
}
