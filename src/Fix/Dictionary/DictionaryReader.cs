using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

/// <summary>
/// Reads data dictionaries in QuickFIX's XML form: <c>fix</c> with <c>header</c>, <c>trailer</c>, <c>messages</c>, <c>components</c>,
/// <c>fields</c>. See <see cref="BuiltInDictionary"/> for the library's own.
/// </summary>
public static class DictionaryReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is no dictionary; the message names file and line.</exception>
    public static DataDictionary ReadFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The XML.</param>
    /// <param name="source">Name for error messages.</param>
    /// <exception cref="InvalidDataException">It is no dictionary.</exception>
    public static DataDictionary Read(Stream stream, string source)
    {
        try
        {
            XElement root = XDocument.Load(stream, LoadOptions.SetLineInfo).Root!;
            return new Build(root, source).Result;
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"{source}: {e.Message}", e);
        }
    }

    sealed class Build
    {
        const int DepthMax = 16;

        readonly Dictionary<string, FieldDefinition> _byName = new(StringComparer.Ordinal);
        readonly Dictionary<string, XElement> _components = new(StringComparer.Ordinal);
        readonly string _source;

        public Build(XElement root, string source)
        {
            _source = source;
            string type = (string?)root.Attribute("type") ?? "FIX";
            string pack = (string?)root.Attribute("servicepack") ?? "0";
            Result.Version = $"{type}.{Text(root, "major")}.{Text(root, "minor")}{(pack is "0" or "" ? "" : $"SP{pack}")}";
            bool isOld = Result.Version is "FIX.4.0" or "FIX.4.1";
            foreach (XElement field in Part(root, "fields"))
                AddField(field, isOld);
            foreach (XElement component in Part(root, "components"))
                _components[Text(component, "name")] = component;
            Fill(Result.Header, Part(root, "header"), required: true, 0);
            Fill(Result.Trailer, Part(root, "trailer"), required: true, 0);
            foreach (XElement message in Part(root, "messages"))
                AddMessage(message);
        }

        public DataDictionary Result { get; } = new();

        static IEnumerable<XElement> Part(XElement root, string name) => root.Element(name)?.Elements() ?? [];

        void AddField(XElement element, bool isOld)
        {
            if (!int.TryParse(Text(element, "number"), NumberStyles.None, CultureInfo.InvariantCulture, out int tag) || tag == 0)
                throw Bad(element, "the field number is not a positive number");
            FieldType type = FieldTypes.Parse(Text(element, "type"), isOld);
            bool isOpen = element.Element("value") is null || (string?)element.Attribute("allowOtherValues") is "true" or "Y";
            FieldDefinition field = new(tag, Text(element, "name"), type,
                isOpen ? [] : element.Elements("value").Select(v => Text(v, "enum")));
            Result.Add(field);
            _byName[field.Name] = field;
        }

        void AddMessage(XElement element)
        {
            FieldSet fields = new();
            Fill(fields, element.Elements(), required: true, 0);
            ulong type = MsgType.Pack(System.Text.Encoding.ASCII.GetBytes(Text(element, "msgtype")));
            if (type == 0)
                throw Bad(element, "msgtype must have one to eight characters");
            Result.Add(type, new MessageDefinition(Text(element, "name"), fields));
        }

        // A field that a component requires is required in a message only when the message requires the component.
        void Fill(FieldSet set, IEnumerable<XElement> elements, bool required, int depth)
        {
            if (depth > DepthMax)
                throw new InvalidDataException($"{_source}: components or groups are nested deeper than {DepthMax}, or refer to themselves");
            foreach (XElement element in elements)
            {
                bool isRequired = required && (string?)element.Attribute("required") == "Y";
                switch (element.Name.LocalName)
                {
                    case "field":
                        set.Add(Known(element).Number, isRequired);
                        break;
                    case "group":
                        Fill(set.AddGroup(Known(element).Number, isRequired), element.Elements(), required: true, depth + 1);
                        break;
                    case "component":
                        Fill(set, Component(element).Elements(), isRequired, depth + 1);
                        break;
                }
            }
        }

        FieldDefinition Known(XElement element) =>
            _byName.TryGetValue(Text(element, "name"), out FieldDefinition? field)
                ? field
                : throw Bad(element, $"field {Text(element, "name")} is not defined");

        XElement Component(XElement element) =>
            _components.TryGetValue(Text(element, "name"), out XElement? component)
                ? component
                : throw Bad(element, $"component {Text(element, "name")} is not defined");

        string Text(XElement element, string attribute) =>
            (string?)element.Attribute(attribute) ?? throw Bad(element, $"<{element.Name}> has no attribute {attribute}");

        InvalidDataException Bad(XElement element, string what) =>
            new($"{_source}, line {((IXmlLineInfo)element).LineNumber}: {what}");
    }
}
