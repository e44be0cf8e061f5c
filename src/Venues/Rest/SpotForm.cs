using System.Globalization;
using System.Text;
using Gateway.Messages;

namespace Gateway.Venues.Rest;

/// <summary>Parameters of a request in the order they are added, percent-encoded as they will be signed and sent.</summary>
sealed class SpotForm
{
    readonly StringBuilder _text = new();

    public SpotForm Add(string name, string value)
    {
        if (_text.Length > 0) _text.Append('&');
        _text.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public SpotForm Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public SpotForm AddDecimal(string name, long raw) => Add(name, FixedPoint.ToString(raw));

    public override string ToString() => _text.ToString();
}
