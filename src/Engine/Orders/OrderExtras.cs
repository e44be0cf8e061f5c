using System.Runtime.CompilerServices;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>The ClOrdID of an order and the number of what else few orders have; stands beside the order.</summary>
struct OrderText
{
    internal Text24 Head;   // Of the ClOrdID; most are no longer.
    internal int Extra;     // 0 for none.
}

/// <summary>
/// What few orders have: the rest of a ClOrdID of more than 24 characters, and <see cref="OrderTerms"/>. In slots from 1 that an order takes when it needs
/// one; slot 0 is that of all the others, and empty.
/// </summary>
sealed class OrderExtras(int capacity)
{
    struct Extra
    {
        internal OrderTerms Terms;
        internal Text40 Rest;
        internal int Next; // Of the free ones.
    }

    readonly Extra[] _extras = LargeTable.Of<Extra>(capacity + 1);
    int _free;
    int _touched;

    /// <summary>Of one order that has some.</summary>
    internal static int Size => Unsafe.SizeOf<Extra>();

    internal ref readonly OrderTerms Terms(in OrderText text) => ref _extras[text.Extra].Terms;

    /// <summary>The terms to be changed.</summary>
    internal ref OrderTerms Change(ref OrderText text) => ref _extras[Own(ref text)].Terms;

    internal Text64 ClOrdId(in OrderText text)
    {
        ClOrdId(in text, out var id);
        return id;
    }

    // Written where it is wanted: a result that is copied on is read in wider words than it was just written in, and waits for them.
    internal void ClOrdId(in OrderText text, out Text64 id)
    {
        Unsafe.SkipInit(out id);
        Unsafe.As<Text64, Text24>(ref id) = text.Head;
        RestOf(ref id) = _extras[text.Extra].Rest;
    }

    internal bool IsNamed(in OrderText text, in Text64 id)
        => Unsafe.As<Text64, Text24>(ref Unsafe.AsRef(in id)) == text.Head && RestOf(ref Unsafe.AsRef(in id)) == _extras[text.Extra].Rest;

    internal void Name(ref OrderText text, in Text64 id)
    {
        text.Head = Unsafe.As<Text64, Text24>(ref Unsafe.AsRef(in id));
        ref var rest = ref RestOf(ref Unsafe.AsRef(in id));
        if (text.Extra != 0) _extras[text.Extra].Rest = rest;
        else if (!FixedText.IsEmpty(in rest)) _extras[Own(ref text)].Rest = rest;
    }

    /// <summary>The order is forgotten.</summary>
    internal void Release(ref OrderText text)
    {
        if (text.Extra == 0) return;
        _extras[text.Extra] = new Extra { Next = _free };
        _free = text.Extra;
        text.Extra = 0;
    }

    int Own(ref OrderText text)
    {
        if (text.Extra != 0) return text.Extra;
        text.Extra = _free != 0 ? _free : ++_touched;
        if (_free != 0) _free = _extras[_free].Next;
        _extras[text.Extra].Next = 0;
        return text.Extra;
    }

    static ref Text40 RestOf(ref Text64 id) => ref Unsafe.As<ulong, Text40>(ref Unsafe.Add(ref Unsafe.As<Text64, ulong>(ref id), 3));
}
