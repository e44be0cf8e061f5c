using System.Runtime.CompilerServices;

namespace Gateway.Messages;

/// <summary>Up to 32 bytes of printable ASCII, zero padded: a value without a reference, equal when all its bytes are.</summary>
[InlineArray(4)]
public struct Text32 : IFixedText<Text32>, IEquatable<Text32>
{
    ulong _word;

    /// <inheritdoc/>
    public static int Capacity => 32;

    /// <summary>The text of a literal; for configuration and tests, where it is known to fit.</summary>
    /// <exception cref="ArgumentException">The text is too long or not printable ASCII.</exception>
    public static Text32 From(ReadOnlySpan<char> text) => FixedText.From<Text32>(text);

    /// <inheritdoc/>
    public readonly bool Equals(Text32 other) => FixedText.Bytes(in this).SequenceEqual(FixedText.Bytes(in other));

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Text32 other && Equals(other);

    /// <summary>Stable over runs and machines; see <see cref="FixedText.Hash{T}"/>.</summary>
    public override readonly int GetHashCode() => (int)FixedText.Hash(in this);

    /// <inheritdoc/>
    public override readonly string ToString() => FixedText.ToString(in this);

    /// <summary>Equality over all bytes.</summary>
    public static bool operator ==(Text32 left, Text32 right) => left.Equals(right);

    /// <summary>Inequality over all bytes.</summary>
    public static bool operator !=(Text32 left, Text32 right) => !left.Equals(right);
}
