namespace Gateway.Messages.Tests;

/// <summary>Fills the fields it is shown: small, large, negative and extreme values, texts of every length.</summary>
readonly struct RandomFields(Random random) : IFieldVisitor
{
    public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>
    {
        var bytes = new byte[random.Next(4) switch { 0 => 0, 1 => T.Capacity, _ => random.Next(T.Capacity + 1) }];
        for (var index = 0; index < bytes.Length; index++) bytes[index] = (byte)random.Next(0x20, 0x7F);
        Assert.True(FixedText.TrySet(ref value, bytes));
    }

    public void Word<T>(string name, ref T value) where T : unmanaged, Enum
        => System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<T>(ref value)).Fill((byte)random.Next(256));

    public void Number(string name, ref long value) => value = Next();

    public void Number(string name, ref int value) => value = (int)Next();

    public void Number(string name, ref ushort value) => value = (ushort)Next();

    public void Flag(string name, ref bool value) => value = random.Next(2) == 0;

    public void Price(string name, ref Price value) => value = new(Next());

    public void Quantity(string name, ref Quantity value) => value = new(Next());

    public void Money(string name, ref Money value) => value = new(Next());

    public void Time(string name, ref Timestamp value) => value = new(Next());

    long Next() => random.Next(6) switch
    {
        0 => 0,
        1 => random.NextInt64(long.MinValue, long.MaxValue),
        2 => long.MinValue,
        3 => long.MaxValue,
        // Every width, either sign.
        var sign => (sign == 4 ? 1 : -1) * (random.NextInt64() >> random.Next(64)),
    };
}

/// <summary>Random messages of every kind.</summary>
static class RandomMessages
{
    internal static readonly InboundKind[] InboundKinds = Enum.GetValues<InboundKind>()[1..];
    internal static readonly OutboundKind[] OutboundKinds = Enum.GetValues<OutboundKind>()[1..];

    internal static Inbound Inbound(InboundKind kind, int seed)
    {
        var message = new Inbound { Kind = kind };
        var fill = new RandomFields(new(seed));
        MessagePack.MessageCodec.Visit(ref message, ref fill);
        return message;
    }

    internal static Outbound Outbound(OutboundKind kind, int seed)
    {
        var message = new Outbound { Kind = kind };
        var fill = new RandomFields(new(seed));
        MessagePack.MessageCodec.Visit(ref message, ref fill);
        return message;
    }

    internal static byte[] Bytes<T>(T value) where T : unmanaged
        => System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
