using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>Whether a session is a drop copy, and what it may see then.</summary>
sealed class SessionView
{
    readonly List<Text16> _accounts = [];

    /// <summary>Read-only: receives copies of reports.</summary>
    internal bool DropCopy { get; private set; }

    /// <summary>Accounts and allocation groups; empty for all.</summary>
    internal IReadOnlyList<Text16> Accounts => _accounts;

    /// <summary>A definition begins: a drop copy that sees everything, until accounts are named.</summary>
    internal void Define(bool dropCopy)
    {
        DropCopy = dropCopy;
        _accounts.Clear();
    }

    /// <summary>The drop copy may see an account or allocation group, and none that is not shown.</summary>
    internal void Show(Text16 account) => _accounts.Add(account);

    /// <summary>It gets a copy of an outbound message of another session: execution reports and refused cancels and replaces of what it may see.</summary>
    internal bool Sees(in Outbound outbound) => outbound.Kind switch
    {
        OutboundKind.ExecutionReport => Sees(in outbound.ExecutionReport.Account, in outbound.ExecutionReport.AllocAccount),
        OutboundKind.CancelReject => Sees(in outbound.CancelReject.Account, default),
        _ => false,
    };

    bool Sees(in Text16 account, in Text16 allocated)
    {
        if (_accounts.Count == 0) return true;
        foreach (var shown in _accounts)
            if (shown == account || shown == allocated) return true;
        return false;
    }
}
