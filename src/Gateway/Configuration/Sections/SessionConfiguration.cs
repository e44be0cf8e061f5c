namespace Gateway.Configuration;

/// <summary>A FIX session of a strategy or a drop copy.</summary>
public sealed class SessionConfiguration
{
    /// <summary>The peer's CompID.</summary>
    public string CompId { get; set; } = "";

    /// <summary>Account of orders that name none.</summary>
    public string DefaultAccount { get; set; } = "";

    /// <summary>Read-only: receives every report, may not trade.</summary>
    public bool DropCopy { get; set; }

    /// <summary>Cancel its orders when it is lost.</summary>
    public bool CancelOnDisconnect { get; set; }

    /// <summary>Start both sequence numbers at 1 at each logon.</summary>
    public bool ResetOnLogon { get; set; }
}
