namespace Gateway.Messages.MessagePack;

/// <summary>Counts the fields it is shown.</summary>
struct FieldCounter : IFieldVisitor
{
    internal int Count;

    public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T> => Count++;

    public void Word<T>(string name, ref T value) where T : unmanaged, Enum => Count++;

    public void Number(string name, ref long value) => Count++;

    public void Number(string name, ref int value) => Count++;

    public void Number(string name, ref ushort value) => Count++;

    public void Flag(string name, ref bool value) => Count++;

    public void Price(string name, ref Price value) => Count++;

    public void Quantity(string name, ref Quantity value) => Count++;

    public void Money(string name, ref Money value) => Count++;

    public void Time(string name, ref Timestamp value) => Count++;
}
