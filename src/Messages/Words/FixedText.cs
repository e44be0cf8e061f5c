using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Messages;

/// <summary>A text of fixed capacity that lives inside a message slot.</summary>
/// <typeparam name="TSelf">The text type itself.</typeparam>
public interface IFixedText<TSelf> where TSelf : unmanaged, IFixedText<TSelf>
{
    /// <summary>The greatest length in bytes.</summary>
    static abstract int Capacity { get; }
}

/// <summary>What every fixed text can do, written once for all capacities.</summary>
public static class FixedText
{
    /// <summary>All bytes, padding included.</summary>
    public static ReadOnlySpan<byte> Bytes<T>(in T text) where T : unmanaged, IFixedText<T>
        => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in text));

    /// <summary>The bytes before the padding.</summary>
    public static ReadOnlySpan<byte> AsSpan<T>(in T text) where T : unmanaged, IFixedText<T>
    {
        var bytes = Bytes(in text);
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    /// <summary>True when the text has no byte.</summary>
    public static bool IsEmpty<T>(in T text) where T : unmanaged, IFixedText<T>
        => Unsafe.As<T, byte>(ref Unsafe.AsRef(in text)) == 0;

    /// <summary>Copies <paramref name="source"/>; false, and the text left empty, when it is too long or holds a byte outside 0x20..0x7E.</summary>
    public static bool TrySet<T>(ref T text, ReadOnlySpan<byte> source) where T : unmanaged, IFixedText<T>
    {
        text = default;
        if (source.Length > T.Capacity || source.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E)) return false;
        source.CopyTo(MemoryMarshal.AsBytes(new Span<T>(ref text)));
        return true;
    }

    /// <summary>The text of a literal.</summary>
    /// <exception cref="ArgumentException">The text is too long or not printable ASCII.</exception>
    public static T From<T>(ReadOnlySpan<char> source) where T : unmanaged, IFixedText<T>
    {
        Span<byte> bytes = stackalloc byte[128];
        T text = default;
        if (source.Length > T.Capacity || Encoding.UTF8.GetByteCount(source) != source.Length
            || !TrySet(ref text, bytes[..Encoding.UTF8.GetBytes(source, bytes)]))
            throw new ArgumentException($"'{source}' is not a text of at most {T.Capacity} printable ASCII characters.");
        return text;
    }

    /// <summary>A 64-bit hash that is the same in every process (xor-multiply over the words, after MurmurHash3's finalizer).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash<T>(in T text, ulong seed = 0) where T : unmanaged, IFixedText<T>
    {
        var hash = seed ^ Offset;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(Bytes(in text)))
        {
            if (word == 0) break; // Only padding can follow: texts hold no zero byte.
            hash = Step(hash, word);
        }

        return Finish(hash);
    }

    /// <summary>Two hashes with seeds of their own in one walk: together a fingerprint of 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong First, ulong Second) Fingerprint<T>(in T text, ulong firstSeed, ulong secondSeed) where T : unmanaged, IFixedText<T>
    {
        var (first, second) = (firstSeed ^ Offset, secondSeed ^ Offset);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(Bytes(in text)))
        {
            if (word == 0) break;
            (first, second) = (Step(first, word), Step(second, word));
        }

        return (Finish(first), Finish(second));
    }

    const ulong Offset = 0x9E3779B97F4A7C15UL;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Step(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDUL;
        return hash ^ (hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Finish(ulong hash)
    {
        hash *= 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }

    /// <summary>The text as a string; off the hot path.</summary>
    public static string ToString<T>(in T text) where T : unmanaged, IFixedText<T> => Encoding.ASCII.GetString(AsSpan(in text));
}
