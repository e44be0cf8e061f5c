using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Which strategies may trade for which accounts (R004): a word for the pair, else one for the strategy, else none.</summary>
sealed class StrategySwitches(EngineLimits limits)
{
    const byte Enabled = 1;
    const byte Disabled = 2;

    readonly int _row = limits.AccountsMax + 1; // The last column is the strategy's word for all accounts.
    readonly byte[] _words = new byte[limits.StrategiesMax * (limits.AccountsMax + 1)];

    /// <summary>Some word has been said.</summary>
    internal bool Any { get; private set; }

    /// <summary>Sets the word of a pair, or of a strategy for all accounts (-1).</summary>
    internal void Set(int strategy, int account, bool enabled)
    {
        _words[strategy * _row + (account < 0 ? _row - 1 : account)] = enabled ? Enabled : Disabled;
        Any = true;
    }

    /// <summary>Whether the strategy may trade for the account.</summary>
    /// <param name="strategy">Number of the strategy.</param>
    /// <param name="account">Number of the account; -1 for an allocation as a whole.</param>
    /// <param name="unless">The answer when nothing was said.</param>
    internal bool Allows(int strategy, int account, bool unless)
    {
        var word = account < 0 ? (byte)0 : _words[strategy * _row + account];
        if (word == 0) word = _words[strategy * _row + _row - 1];
        return word == 0 ? unless : word == Enabled;
    }

    internal void Walk<TWalker>(ref TWalker walker, int strategies) where TWalker : struct, IStateWalker, allows ref struct
    {
        var any = Any;
        walker.Flag(ref any);
        if (TWalker.Loads) Any = any;
        if (!any) return;
        walker.BeginSet();
        for (var strategy = 0; strategy < strategies; strategy++)
            for (var account = 0; account < _row; account++)
                Show(ref walker, strategy, account);
        walker.EndSet();
    }

    void Show<TWalker>(ref TWalker walker, int strategy, int account) where TWalker : struct, IStateWalker, allows ref struct
    {
        ref var word = ref _words[strategy * _row + account];
        if (TWalker.Hashes && word == 0) return;
        var name = account == _row - 1 ? -1 : account;
        long value = word;
        walker.BeginItem();
        walker.Named(NameKind.Strategy, ref strategy);
        if (TWalker.Hashes) walker.Named(NameKind.Account, ref name);
        walker.Number(ref value);
        walker.EndItem();
        if (TWalker.Loads) word = (byte)value;
    }
}
