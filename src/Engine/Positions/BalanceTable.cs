namespace Gateway.Engine.Positions;

/// <summary>An account's holding of an asset, in units of 1e-8. Free is what no claim holds: total less reserved.</summary>
struct Balance
{
    internal long Total;

    /// <summary>Claims of open orders and margins of open positions.</summary>
    internal long Reserved;

    internal readonly long Free => Total - Reserved;
}

/// <summary>A balance for each pair of account and asset. One that was never set is zero: a missing balance buys nothing.</summary>
sealed class BalanceTable(EngineLimits limits)
{
    readonly Balance[] _balances = new Balance[limits.AccountsMax * limits.AssetsMax];

    internal ref Balance Of(int account, int asset) => ref _balances[account * limits.AssetsMax + asset];
}
