using Gateway.Messages;

namespace Gateway.Engine.State;

/// <summary>
/// One way over the whole state, value by value: to hash it, to write it down, to read it back. Every part of the state has one
/// <c>Walk</c> method that shows each of its fields once, in a fixed order; what it shows is in the hash and in the snapshot.
/// </summary>
/// <remarks>Fields of other types than these go through <see cref="Walking"/>. docs/architecture.md, "Adding state", has the rules.</remarks>
interface IStateWalker
{
    /// <summary>What is shown gets a value: tables are empty before, and what can be derived (indices, counts, lists) is made again.</summary>
    static abstract bool Loads { get; }

    /// <summary>Only the meaning counts: places in tables and what is free there are passed over.</summary>
    static abstract bool Hashes { get; }

    /// <summary>A value that later answers can depend on.</summary>
    void Number(ref long value);

    /// <inheritdoc cref="Number"/>
    void Big(ref Int128 value);

    /// <summary>Sixty-four bits without a meaning as a number: a fingerprint.</summary>
    void Bits(ref ulong value);

    /// <inheritdoc cref="Number"/>
    void Text<T>(ref T value) where T : unmanaged, IFixedText<T>;

    /// <summary>A place in a table (slot, link of a list, dense number): in the snapshot as it is, not in the hash.</summary>
    void Place(ref int place);

    /// <summary>A dense number that stands for something with a name: in the snapshot as it is, in the hash by its name.</summary>
    void Named(NameKind kind, ref int number);

    /// <summary>What follows up to <see cref="EndSet"/> are items whose order means nothing.</summary>
    void BeginSet();

    /// <summary>One item of a set begins.</summary>
    void BeginItem();

    /// <summary>The item ends.</summary>
    void EndItem();

    /// <summary>The set ends. Sets do not lie in one another.</summary>
    void EndSet();
}

/// <summary>What a dense number can stand for.</summary>
enum NameKind
{
    /// <summary>An account; -1 for none.</summary>
    Account,

    /// <summary>An instrument; -1 for none.</summary>
    Instrument,

    /// <summary>A strategy; -1 for none.</summary>
    Strategy,

    /// <summary>An asset or currency; -1 for none.</summary>
    Asset,

    /// <summary>A group; -1 for none.</summary>
    Group,

    /// <summary>A scope of limits: its kind and key.</summary>
    Scope,

    /// <summary>The slot of an order, which is named by its OrderID; 0 for none.</summary>
    Order,
}
