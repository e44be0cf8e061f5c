using System.Globalization;
using System.Text;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>A message as one line of <c>name=value</c>, fields at their default left out.</summary>
static class MessageText
{
    /// <summary>The line of an outbound message.</summary>
    internal static string Of(in Outbound outbound)
    {
        var copy = outbound;
        var visitor = new Visitor(new StringBuilder($"{copy.Kind} session={copy.Session} venue={copy.Venue} time={copy.Time}"));
        copy.VisitPayload(ref visitor);
        return visitor.Text.ToString();
    }

    readonly struct Visitor(StringBuilder text) : IFieldVisitor
    {
        internal StringBuilder Text => text;

        void IFieldVisitor.Text<T>(string name, ref T value) => Add(name, FixedText.IsEmpty(in value) ? null : FixedText.ToString(in value));

        public void Word<T>(string name, ref T value) where T : unmanaged, Enum => Add(name, value.Equals(default(T)) ? null : value.ToString());

        public void Number(string name, ref long value) => Add(name, value == 0 ? null : value.ToString(CultureInfo.InvariantCulture));

        public void Number(string name, ref int value) => Add(name, value == 0 ? null : value.ToString(CultureInfo.InvariantCulture));

        public void Number(string name, ref ushort value) => Add(name, value == 0 ? null : value.ToString(CultureInfo.InvariantCulture));

        public void Flag(string name, ref bool value) => Add(name, value ? "true" : null);

        public void Price(string name, ref Price value) => Add(name, value.Raw == 0 ? null : value.ToString());

        public void Quantity(string name, ref Quantity value) => Add(name, value.Raw == 0 ? null : value.ToString());

        public void Money(string name, ref Money value) => Add(name, value.Raw == 0 ? null : value.ToString());

        public void Time(string name, ref Timestamp value) => Add(name, value.Nanos == 0 ? null : value.ToString());

        void Add(string name, string? value)
        {
            if (value is not null) text.Append(' ').Append(name).Append('=').Append(value);
        }
    }
}
