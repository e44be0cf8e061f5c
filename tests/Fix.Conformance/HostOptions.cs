using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;

namespace Gateway.Fix.Conformance;

/// <summary>What the command line says of the host; <see cref="Usage"/> explains it.</summary>
public sealed class HostOptions
{
    /// <summary>The options.</summary>
    public const string Usage = """
        A FIX acceptor for conformance runs:
          --port N                   where to listen (default 5001)
          --dictionary VERSION=FILE  a QuickFIX XML dictionary instead of the built-in one, e.g. FIX.4.4=FIX44.xml; may be repeated
          --appl-ver-id N            application version of FIXT.1.1 sessions (7 = 5.0, 8 = 5.0SP1, 9 = 5.0SP2; default 9)
          --name-header-fields       session rejects name SendingTime, MsgType and NewSeqNo in RefTagID
          --echo-reset               the answer to a Logon with ResetSeqNumFlag carries the flag
          --parts SUB,LOC,SUB,LOC    Sub and LocationIDs of both sides, ours first
          --set NAME=VALUE           any other setting of a session or of its validation, e.g. EnableNextExpectedMsgSeqNum=true; may be repeated
          --log                      prints what sessions say
        """;

    readonly List<(string Name, string Value)> _set = [];

    /// <summary>Port.</summary>
    public int Port { get; private set; } = 5001;

    /// <summary>Prints what sessions say.</summary>
    public bool Log { get; private set; }

    /// <summary>DefaultApplVerID of FIXT.1.1.</summary>
    public string ApplVerID { get; private set; } = "9";

    /// <summary>Sub and LocationIDs.</summary>
    public string[] Parts { get; private set; } = ["", "", "", ""];

    /// <summary>Dictionary files by version.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>Reads the command line; null, and a line on stderr, when it is wrong.</summary>
    public static HostOptions? Read(string[] args)
    {
        try
        {
            HostOptions options = new();
            for (int i = 0; i < args.Length; i++)
                i += options.Take(args[i], i + 1 < args.Length ? args[i + 1] : "");
            options.Apply(new FixSessionSettings { Id = new SessionId("", "", "") });
            return options;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine(Usage);
            return null;
        }
    }

    // Returns how many words behind the option belong to it.
    int Take(string option, string value)
    {
        switch (option)
        {
            case "--port": Port = int.Parse(value, CultureInfo.InvariantCulture); return 1;
            case "--appl-ver-id": ApplVerID = value; return 1;
            case "--parts" when value.Split(',') is { Length: 4 } parts: Parts = parts; return 1;
            case "--dictionary" when value.Split('=', 2) is [string version, string file]: Files[version] = file; return 1;
            case "--set" when value.Split('=', 2) is [string name, string setting]: _set.Add((name, setting)); return 1;
            case "--name-header-fields": _set.Add((nameof(FixSessionSettings.RejectsNameHeaderField), "true")); return 0;
            case "--echo-reset": _set.Add((nameof(FixSessionSettings.EchoResetSeqNumFlag), "true")); return 0;
            case "--log": Log = true; return 0;
            default: throw new ArgumentException($"{option} {value} is not understood.");
        }
    }

    /// <summary>The settings with what was set.</summary>
    public FixSessionSettings Apply(FixSessionSettings settings)
    {
        settings = settings with { };
        foreach ((string name, string value) in _set.Where(one => typeof(ValidationSettings).GetProperty(one.Name) is null || one.Name == nameof(ValidationSettings.ValidateFieldsHaveValues)))
            Set(settings, name, value);
        return settings;
    }

    /// <summary>The checks with what was set.</summary>
    public ValidationSettings Validation()
    {
        ValidationSettings settings = new();
        foreach ((string name, string value) in _set.Where(one => typeof(ValidationSettings).GetProperty(one.Name) is not null))
            Set(settings, name, value);
        return settings;
    }

    static void Set(object settings, string name, string value)
    {
        PropertyInfo property = settings.GetType().GetProperty(name) ?? throw new ArgumentException($"there is no setting {name}.");
        property.SetValue(settings, TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(value));
    }
}
