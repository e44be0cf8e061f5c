using Gateway.Messages;

namespace Gateway.Engine.State;

/// <summary>Hashes what it is shown: names in place of numbers, sets independent of the order of their items.</summary>
struct HashWalker(EngineState state) : IStateWalker
{
    HashBuilder _hash;
    HashBuilder _outside; // The hash around the item at work.
    HashSum _set;

    public static bool Loads => false;

    public static bool Hashes => true;

    internal readonly StateHash Value => _hash.Value;

    public void Number(ref long value) => _hash.Add(value);

    public void Big(ref Int128 value) => _hash.Add(value);

    public void Bits(ref ulong value) => _hash.Add(value);

    public void Text<T>(ref T value) where T : unmanaged, IFixedText<T> => _hash.Add(in value);

    public readonly void Place(ref int place)
    {
    }

    public void Named(NameKind kind, ref int number)
    {
        if (kind == NameKind.Order) _hash.Add(number == 0 ? 0 : state.Orders[number].OrderId);
        else if (number < 0) _hash.Add(-1L);
        else AddName(kind, number);
    }

    void AddName(NameKind kind, int number)
    {
        switch (kind)
        {
            case NameKind.Account: _hash.Add(in state.Registry.AccountNames[number]); break;
            case NameKind.Instrument: _hash.Add(in state.Registry.Symbols[number]); break;
            case NameKind.Strategy: _hash.Add(in state.Registry.Strategies[number]); break;
            case NameKind.Asset: _hash.Add(in state.Registry.Assets[number]); break;
            case NameKind.Group: _hash.Add(in state.Registry.GroupNames[number]); break;
            default:
                _hash.Add((long)state.Scopes.KindOf(number));
                _hash.Add(state.Scopes.KeyOf(number, state.Registry));
                break;
        }
    }

    public void BeginSet() => _set = default;

    public void BeginItem() => (_outside, _hash) = (_hash, default);

    public void EndItem()
    {
        _set.Add(_hash.Value);
        _hash = _outside;
    }

    public void EndSet() => _hash.Add(in _set);
}
