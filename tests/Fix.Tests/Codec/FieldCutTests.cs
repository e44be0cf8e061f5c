using Gateway.Fix.Codec;

namespace Gateway.Fix.Tests;

/// <summary>The index against the obvious way: from one delimiter to the next.</summary>
public class FieldCutTests
{
    readonly FieldIndex _index = new();

    [Fact]
    public void Any_bytes_are_cut_as_one_field_after_the_other()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        for (int i = 0; i < 4_000; i++)
        {
            byte[] frame = Bytes(random);
            _index.Parse(frame);
            Assert.True(Plain(frame).SequenceEqual(_index.Entries.ToArray().Select(entry => (entry.Start, entry.Length))), $"seed {seed}, frame {i}");
        }
    }

    // Short fields, long ones, runs of delimiters, and data that holds them.
    static byte[] Bytes(Random random)
    {
        List<byte> bytes = [];
        for (int fields = random.Next(90); fields > 0; fields--)
        {
            if (random.Next(20) == 0)
            {
                int length = random.Next(150);
                bytes.AddRange(FixText.Raw($"95={length}|96="));
                for (int i = 0; i < length; i++)
                    bytes.Add(random.Next(3) == 0 ? FrameFinder.Soh : (byte)'x');
            }
            else if (random.Next(8) != 0)
            {
                bytes.AddRange(FixText.Raw($"{random.Next(1, 5_000)}=" + new string('v', random.Next(random.Next(100) == 0 ? 200 : 12))));
            }
            bytes.Add(FrameFinder.Soh);
        }
        bytes.AddRange(FixText.Raw("10=000|"));
        return [.. bytes];
    }

    static List<(int Start, int Length)> Plain(byte[] frame)
    {
        List<(int, int)> fields = [];
        long length = -1;
        for (int position = 0; position < frame.Length - FrameFinder.TrailerLength;)
        {
            int close = Array.IndexOf(frame, FrameFinder.Soh, position);
            int equals = Array.IndexOf(frame, (byte)'=', position, close - position);
            int value = equals < 0 ? close : equals + 1;
            string tag = FixText.Show(frame.AsSpan(position, Math.Max(0, value - 1 - position)));
            if (tag == "96" && length >= 0 && value + length < frame.Length && frame[value + length] == FrameFinder.Soh)
                close = value + (int)length;
            length = tag == "95" && long.TryParse(FixText.Show(frame.AsSpan(value, close - value)), out long number) ? number : -1;
            fields.Add((value, close - value));
            position = close + 1;
        }
        return fields;
    }
}
