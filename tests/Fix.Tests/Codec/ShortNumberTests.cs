using Gateway.Fix.Codec;

namespace Gateway.Fix.Tests;

/// <summary>Numbers read eight characters at once against those read one by one.</summary>
public class ShortNumberTests
{
    readonly FieldIndex _index = new();

    [Fact]
    public void Short_numbers_are_read_as_the_plain_parser_reads_them()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        for (int i = 0; i < 20_000; i++)
        {
            string text = Text(random);
            FixMessage message = FixText.Parse(FixText.Frame($"8=FIX.4.4|35=D|44={text}|"), _index);
            bool isDecimal = FieldParser.TryDecimal(FixText.Raw(text), out long units);
            bool isInteger = FieldParser.TryInteger(FixText.Raw(text), out long number);
            Assert.True((message.GetDecimal(Tag.Price, out long read) == FieldStatus.Ok) == isDecimal && (!isDecimal || read == units), $"seed {seed}: {text} is {units}, not {read}");
            Assert.True((message.GetInt(Tag.Price, out read) == FieldStatus.Ok) == isInteger && (!isInteger || read == number), $"seed {seed}: {text} is {number}, not {read}");
        }
    }

    // Mostly digits, often a point, sometimes anything.
    static string Text(Random random)
    {
        char[] text = new char[random.Next(1, 12)];
        for (int i = 0; i < text.Length; i++)
            text[i] = random.Next(30) == 0 ? "-+ .,/:9\u00ff"[random.Next(9)] : (char)('0' + random.Next(10));
        if (random.Next(2) == 0)
            text[random.Next(text.Length)] = '.';
        return new string(text);
    }
}
