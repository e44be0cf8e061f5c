using System.Globalization;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Sets the field of a message that has this name.</summary>
readonly struct FieldSetter(string field, string text) : IFieldVisitor
{
    public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>
    {
        if (name == field) FixedText.TrySet(ref value, System.Text.Encoding.ASCII.GetBytes(text));
    }

    public void Word<T>(string name, ref T value) where T : unmanaged, Enum
    {
        if (name == field) value = Enum.Parse<T>(text, ignoreCase: true);
    }

    public void Number(string name, ref long value)
    {
        if (name == field) value = long.Parse(text, CultureInfo.InvariantCulture);
    }

    public void Number(string name, ref int value)
    {
        if (name == field) value = int.Parse(text, CultureInfo.InvariantCulture);
    }

    public void Number(string name, ref ushort value)
    {
        if (name == field) value = ushort.Parse(text, CultureInfo.InvariantCulture);
    }

    public void Flag(string name, ref bool value)
    {
        if (name == field) value = bool.Parse(text);
    }

    public void Price(string name, ref Price value)
    {
        if (name == field) value = Messages.Price.Parse(text);
    }

    public void Quantity(string name, ref Quantity value)
    {
        if (name == field) value = Messages.Quantity.Parse(text);
    }

    public void Money(string name, ref Money value)
    {
        if (name == field) value = Messages.Money.Parse(text);
    }

    public void Time(string name, ref Timestamp value)
    {
        if (name == field) value = new Timestamp(long.Parse(text, CultureInfo.InvariantCulture));
    }
}
