namespace Gateway.Journal.Export;

/// <summary>What a field's text stands for.</summary>
public enum FieldType : byte
{
    /// <summary>Characters.</summary>
    Text,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A price, quantity or amount, as an exact decimal.</summary>
    Decimal,

    /// <summary>An instant in ISO 8601 with nanoseconds.</summary>
    Time,

    /// <summary>The name of an enum's value.</summary>
    Word,
}

/// <summary>Takes fields by name and text: the writers of JSON, CSV, MessagePack and lines.</summary>
public interface IFieldSink
{
    /// <summary>Takes a field.</summary>
    /// <param name="name">Its name, in camel case.</param>
    /// <param name="value">Its text; printable ASCII.</param>
    /// <param name="type">What the text stands for.</param>
    /// <param name="isDefault">Empty, zero, false or none.</param>
    void Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault);
}
