using System.Text;
using Gateway.Fix.Codec;

namespace Gateway.Fix.Tests;

/// <summary>Messages as text with '|' for the delimiter.</summary>
static class FixText
{
    public static string Show(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).Replace('\u0001', '|');

    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text.Replace('|', '\u0001'));

    /// <summary>Puts BodyLength after BeginString and CheckSum at the end.</summary>
    public static byte[] Frame(string text)
    {
        int body = text.IndexOf('|', StringComparison.Ordinal) + 1;
        byte[] front = Raw($"{text[..body]}9={text.Length - body}|{text[body..]}");
        return [.. front, .. Raw($"10={CheckSum.Compute(front):000}|")];
    }

    public static FixMessage Parse(byte[] frame, FieldIndex index)
    {
        index.Parse(frame);
        return new FixMessage(index, frame);
    }

    /// <summary>Cuts a run of bytes into messages.</summary>
    public static List<string> Split(ReadOnlySpan<byte> bytes)
    {
        List<string> messages = [];
        while (FrameFinder.Find(bytes, 1 << 20, out int length) == FrameStatus.Complete)
        {
            messages.Add(Show(bytes[..length]));
            bytes = bytes[length..];
        }
        Assert.True(bytes.IsEmpty, $"left over: {Show(bytes)}");
        return messages;
    }
}
