namespace Gateway.Messages;

/// <summary>
/// Walks the fields of a message in their journal order. Writer, reader, exporters and comparers are visitors of the same
/// walk, so that a field is named in one place only.
/// </summary>
public interface IFieldVisitor
{
    /// <summary>
    /// Wants to be shown as well what follows from other fields, as readers of exports do: it is never written to the journal, so that it can
    /// never contradict them.
    /// </summary>
    static virtual bool ShowsDerived => false;

    /// <summary>A fixed text.</summary>
    void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>;

    /// <summary>An enum of one or two bytes.</summary>
    void Word<T>(string name, ref T value) where T : unmanaged, Enum;

    /// <summary>An integer.</summary>
    void Number(string name, ref long value);

    /// <summary>An integer of 32 bits.</summary>
    void Number(string name, ref int value);

    /// <summary>An integer of 16 bits.</summary>
    void Number(string name, ref ushort value);

    /// <summary>Yes or no.</summary>
    void Flag(string name, ref bool value);

    /// <summary>A price.</summary>
    void Price(string name, ref Price value);

    /// <summary>A quantity.</summary>
    void Quantity(string name, ref Quantity value);

    /// <summary>An amount of money or of an asset.</summary>
    void Money(string name, ref Money value);

    /// <summary>An instant.</summary>
    void Time(string name, ref Timestamp value);
}

/// <summary>A message whose fields can be walked.</summary>
public interface IFields
{
    /// <summary>
    /// Shows every field to the visitor, always in the same order. New fields are appended at the end: older readers skip
    /// them, newer readers of older journals find their defaults.
    /// </summary>
    void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct;
}
