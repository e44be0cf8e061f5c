using System.Runtime.CompilerServices;

namespace Gateway.Fix.Codec;

/// <summary>Fields of type data, whose value may hold the delimiter and whose length stands in the field before.</summary>
public static class DataFields
{
    const int First = 89;

    static readonly (int Length, int Data)[] Pairs =
    [
        (90, 91), (93, 89), (95, 96), (212, 213), (348, 349), (350, 351), (352, 353), (354, 355), (356, 357), (358, 359), (360, 361),
        (362, 363), (364, 365), (445, 446), (618, 619), (621, 622), (1184, 1185), (1277, 1278), (1280, 1281), (1282, 1283),
        (1397, 1398), (1401, 1402), (1403, 1404), (1468, 1469), (1525, 1527), (1578, 1579), (1664, 1665), (1678, 1697),
    ];

    static readonly ulong[] DataBits = Bits();

    /// <summary>The tag of the length field that stands before data field <paramref name="tag"/>; 0 when it is no data field.</summary>
    public static int LengthTagOf(int tag)
    {
        foreach ((int length, int data) in Pairs)
        {
            if (data == tag)
                return length;
        }
        return 0;
    }

    /// <summary>True for a data field. Most fields of orders lie below the first of them and need one comparison.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsData(int tag)
    {
        if (tag < First)
            return false;
        ulong[] bits = DataBits;
        int word = tag >> 6;
        return word < bits.Length && (bits[word] & (1UL << tag)) != 0;
    }

    static ulong[] Bits()
    {
        ulong[] bits = new ulong[2048 / 64];
        foreach ((_, int data) in Pairs)
            bits[data >> 6] |= 1UL << data;
        return bits;
    }
}
