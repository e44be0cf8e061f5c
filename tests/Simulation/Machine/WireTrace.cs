using System.Text;

namespace Gateway.Simulation.Machine;

/// <summary>Tells what passes over a connection, a message a line, without the fields that every FIX message has.</summary>
sealed class WireTrace
{
    static readonly string[] Usual = ["8=", "9=", "49=", "56=", "52=", "60=", "10=", "122="];

    readonly StringBuilder _text = new();

    internal void Take(ReadOnlySpan<byte> bytes, string way, Action<string> tell)
    {
        _text.Append(Encoding.ASCII.GetString(bytes));
        var text = _text.ToString();
        for (var start = 0; ;)
        {
            var trailer = text.IndexOf("\u000110=", start, StringComparison.Ordinal);
            var end = trailer < 0 ? -1 : text.IndexOf('\x01', trailer + 1);
            if (end < 0)
            {
                _text.Remove(0, start);
                return;
            }

            tell($"{way}: {Short(text[start..end])}");
            start = end + 1;
        }
    }

    static string Short(string message)
        => string.Join(' ', message.Split('\x01').Where(field => !Array.Exists(Usual, usual => field.StartsWith(usual, StringComparison.Ordinal))));
}
