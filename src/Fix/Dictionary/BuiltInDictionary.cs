using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

/// <summary>
/// The dictionaries that come with this library: FIX 4.0 to 4.4, FIXT.1.1 and FIX 5.0 to 5.0SP2, as far as the house's messages go. They
/// are kept in a short text form, which the head of each file explains.
/// </summary>
public static class BuiltInDictionary
{
    static readonly ConcurrentDictionary<string, DataDictionary?> s_read = new();

    /// <summary>
    /// The dictionary of a version such as <c>FIX.4.4</c>, <c>FIXT.1.1</c> or <c>FIX.5.0SP2</c>, or null when there is none. Each is read once and
    /// shared: it does not change.
    /// </summary>
    public static DataDictionary? Of(string version) => s_read.GetOrAdd(version, Read);

    static DataDictionary? Read(string version)
    {
        using Stream? stream = typeof(BuiltInDictionary).Assembly.GetManifestResourceStream($"{version}.dict");
        if (stream is null)
            return null;
        using StreamReader reader = new(stream, Encoding.ASCII);
        return new Build(Statements(reader)).Result;
    }

    /// <summary>The application dictionary that an ApplVerID (1128, 1137) names, or null.</summary>
    public static DataDictionary? OfApplVerID(string applVerID) => applVerID switch
    {
        "2" => Of("FIX.4.0"),
        "3" => Of("FIX.4.1"),
        "4" => Of("FIX.4.2"),
        "5" => Of("FIX.4.3"),
        "6" => Of("FIX.4.4"),
        "7" => Of("FIX.5.0"),
        "8" => Of("FIX.5.0SP1"),
        "9" => Of("FIX.5.0SP2"),
        _ => null,
    };

    static List<string[]> Statements(StreamReader reader)
    {
        List<StringBuilder> lines = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Length == 0)
                continue;
            if (line[0] == ' ')
                lines[^1].Append(line);
            else
                lines.Add(new StringBuilder(line));
        }
        return lines.ConvertAll(line =>
            line.ToString().Replace(")", " )", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    sealed class Build
    {
        readonly Dictionary<string, string[]> _sets = [];

        public Build(List<string[]> statements)
        {
            foreach (string[] words in statements.Where(words => words[0] == "set"))
                _sets[words[1]] = words[2..];
            foreach (string[] words in statements)
                Take(words);
        }

        public DataDictionary Result { get; } = new();

        void Take(string[] words)
        {
            switch (words[0])
            {
                case "version":
                    Result.Version = words[1];
                    Result.LastTag = Number(words[3]);
                    break;
                case "field":
                    bool isOld = Result.Version is "FIX.4.0" or "FIX.4.1";
                    Result.Add(new FieldDefinition(Number(words[1]), words[2], FieldTypes.Parse(words[3], isOld), words.Skip(5)));
                    break;
                case "header":
                    Fill(Result.Header, words[1..], required: true);
                    break;
                case "trailer":
                    Fill(Result.Trailer, words[1..], required: true);
                    break;
                case "message":
                    FieldSet fields = new();
                    Fill(fields, words[3..], required: true);
                    Result.Add(MsgType.Pack(Encoding.ASCII.GetBytes(words[1])), new MessageDefinition(words[2], fields));
                    break;
            }
        }

        void Fill(FieldSet set, string[] words, bool required)
        {
            int at = 0;
            Fill(set, words, ref at, required);
        }

        void Fill(FieldSet set, string[] words, ref int at, bool required)
        {
            while (at < words.Length)
            {
                string word = words[at++];
                if (word == ")")
                    return;
                bool isRequired = required && word.EndsWith('!');
                word = word.TrimEnd('!');
                if (word[0] == '@')
                    Fill(set, _sets[word[1..]], isRequired);
                else if (word[0] == '(')
                    Fill(set.AddGroup(Number(word[1..]), isRequired), words, ref at, required: true);
                else
                    set.Add(Number(word), isRequired);
            }
        }

        static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
