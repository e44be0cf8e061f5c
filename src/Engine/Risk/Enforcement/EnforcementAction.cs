namespace Gateway.Engine.Risk.Enforcement;

/// <summary>What a breach asks for, from mild to strict.</summary>
enum EnforcementAction : byte
{
    None,

    /// <summary>Cancel the scope's working orders.</summary>
    CancelWorking,

    /// <summary>Bring one position down to what may stay; no lockout.</summary>
    CloseExcess,

    /// <summary>Cancel one position's working orders and close it; no lockout.</summary>
    ClosePosition,

    /// <summary>Lock the scope until an instant and cancel its working orders; what it holds stays.</summary>
    Lock,

    /// <summary>Lock the scope until an instant, cancel its working orders and close its positions.</summary>
    LockAndFlatten,

    /// <summary>Cancel the scope's working orders and close its positions; what it may do afterwards stands in its state already.</summary>
    Flatten,
}
