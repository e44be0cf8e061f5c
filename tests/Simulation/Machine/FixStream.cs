using System.Text;

namespace Gateway.Simulation.Machine;

/// <summary>Cuts the bytes of a connection into whole FIX messages.</summary>
sealed class FixStream
{
    readonly StringBuilder _text = new();

    /// <summary>Takes a piece and tells each message that it completes.</summary>
    internal void Take(ReadOnlySpan<byte> bytes, Action<string> tell)
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

            tell(text[start..end]);
            start = end + 1;
        }
    }
}
