using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;

namespace Gateway.Fix.Tests;

/// <summary>The table that lets plain messages pass against the walk that knows everything: random messages, random settings.</summary>
public class QuickCheckTests
{
    static readonly string[] s_values = ["", "1", "2", "A", "Z", "Y", "x", "0", "-1", "5.25", ".", "20240102", "20240102-03:04:05", "20240102-03:04:05.123456", "1 2", "12345678", "123456789", "\u00ff", "AAPL"];

    readonly FieldIndex _index = new();

    [Fact]
    public void Both_say_the_same_of_any_message()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        int passed = 0;
        for (int round = 0; round < 60; round++)
        {
            string version = random.Next(2) == 0 ? "FIX.4.4" : "FIX.4.2";
            DataDictionary dictionary = BuiltInDictionary.Of(version)!;
            DictionaryValidator validator = new(dictionary, Settings(random));
            for (int i = 0; i < 200; i++)
            {
                string text = Message(random, version, dictionary);
                FixMessage message = FixText.Parse(FixText.Frame(text), _index);
                var whole = validator.Examine(message);
                Assert.True(whole == validator.Validate(message), $"seed {seed}: {text}");
                passed += whole.Reason == Session.SessionRejectReason.None ? 1 : 0;
            }
        }
        Assert.InRange(passed, 1_000, 11_500);
    }

    static ValidationSettings Settings(Random random) => new()
    {
        ValidateFieldsOutOfOrder = random.Next(2) == 0,
        ValidateFieldsHaveValues = random.Next(2) == 0,
        ValidateUserDefinedFields = random.Next(2) == 0,
        AllowUnknownMsgFields = random.Next(2) == 0,
        AllowUnknownEnumValues = random.Next(2) == 0,
        ValidateUnorderedGroupFields = random.Next(2) == 0,
        CheckRequiredFields = random.Next(2) == 0,
    };

    // A right message of the dictionary, and more often than not one thing that is not.
    static string Message(Random random, string version, DataDictionary dictionary)
    {
        var (type, definition) = dictionary.Messages.ElementAt(random.Next(dictionary.Messages.Count));
        List<int> tags = [.. dictionary.Header.Required.Where(tag => tag is not (8 or 9 or 35)), .. definition.Fields.Required];
        List<string> fields = tags.ConvertAll(tag => $"{tag}={Value(dictionary.Field(tag)!)}|");
        for (int more = definition.Fields.Tags.Count == 0 ? 0 : random.Next(4); more > 0; more--)
        {
            int tag = definition.Fields.Tags[random.Next(definition.Fields.Tags.Count)];
            if (definition.Fields.GroupOf(tag) is null && !tags.Contains(tag))
                fields.Add($"{tag}={Value(dictionary.Field(tag)!)}|");
        }
        if (random.Next(3) != 0)
            fields[random.Next(fields.Count)] = $"{random.Next(5) switch { 0 => random.Next(1, 60), 1 => random.Next(3_000), 2 => 5_000 + random.Next(3), 3 => 453, _ => tags[random.Next(tags.Count)] }}={s_values[random.Next(s_values.Length)]}|";
        return $"8={version}|35={MsgType.ToText(type)}|{string.Concat(fields)}";
    }

    static string Value(FieldDefinition field) => field.Values.FirstOrDefault() ?? field.Type switch
    {
        FieldType.UtcTimestamp => "20240102-03:04:05.678",
        FieldType.UtcTime => "03:04:05",
        FieldType.Date => "20240102",
        FieldType.MonthYear => "202401",
        FieldType.Boolean => "Y",
        FieldType.NumInGroup => "0",
        FieldType.Char => "1",
        _ => "1",
    };
}
