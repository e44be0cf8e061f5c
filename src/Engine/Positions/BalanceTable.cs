using Gateway.Engine.State;

namespace Gateway.Engine.Positions;

/// <summary>An account's holding of an asset, in units of 1e-8. Free is what no claim holds: total less reserved.</summary>
struct Balance
{
    internal long Total;

    /// <summary>Claims of open orders and margins of open positions.</summary>
    internal long Reserved;

    internal readonly long Free => Total - Reserved;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref Total);
        walker.Number(ref Reserved);
    }
}

/// <summary>A balance for each pair of account and asset. One that was never set is zero: a missing balance buys nothing.</summary>
sealed class BalanceTable(EngineLimits limits)
{
    readonly Balance[] _balances = new Balance[limits.AccountsMax * limits.AssetsMax];

    internal ref Balance Of(int account, int asset) => ref _balances[account * limits.AssetsMax + asset];

    /// <summary>Of the accounts and assets that there are.</summary>
    internal void Walk<TWalker>(int accounts, int assets, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var account = 0; account < accounts; account++)
            for (var asset = 0; asset < assets; asset++)
                Walk(account, asset, ref Of(account, asset), ref walker);
        walker.EndSet();
    }

    static void Walk<TWalker>(int account, int asset, ref Balance balance, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        // One that was never set is as good as one of zero.
        if (TWalker.Hashes && balance.Total == 0 && balance.Reserved == 0) return;
        walker.BeginItem();
        walker.Named(NameKind.Account, ref account);
        walker.Named(NameKind.Asset, ref asset);
        balance.Walk(ref walker);
        walker.EndItem();
    }
}
