using System.Collections.Concurrent;
using Gateway.Fix.Dictionary;

namespace Gateway.Configuration;

/// <summary>The dictionary validator of a session: a preset, its own switches, its own dictionaries.</summary>
static class Validators
{
    /// <summary>The application messages of FIXT.1.1.</summary>
    internal const string ApplicationVersion = "FIX.5.0SP2";

    static readonly ConcurrentDictionary<(string Path, DateTime Written), DataDictionary> FilesRead = new();

    // Its tables are the same for all sessions that are held against the same.
    static readonly ConcurrentDictionary<(DataDictionary Transport, DataDictionary Application, ValidationSettings Settings), DictionaryValidator> Made = new();

    static readonly ValidationSettings Lenient = ValidationSettings.Lenient with { CheckRequiredFields = false };

    /// <summary>The validator, or null when messages are not held against a dictionary.</summary>
    /// <param name="beginString">FIX version of the session.</param>
    /// <param name="preset">What holds where <paramref name="own"/> is silent.</param>
    /// <param name="own">The session's switches.</param>
    /// <param name="files">The session's dictionaries by version; the built-in ones serve for the others.</param>
    internal static DictionaryValidator? Make(string beginString, FixValidation preset, ValidationConfiguration own, IReadOnlyDictionary<string, string> files)
    {
        // A dictionary of its own is there to be used.
        if (!(own.UseDataDictionary ?? (preset != FixValidation.None || files.Count > 0))) return null;
        var (transport, settings) = (Dictionary(beginString, files), Settings(preset, own));
        var application = beginString == "FIXT.1.1" ? Dictionary(ApplicationVersion, files) : transport;
        return Made.GetOrAdd((transport, application, settings), of => new DictionaryValidator(of.Transport, of.Application, of.Settings));
    }

    /// <summary>Reads the files and tells those that are no dictionaries of their version.</summary>
    internal static void Check(IReadOnlyDictionary<string, string> files, string key, ConfigurationErrors errors)
    {
        foreach (var (version, file) in files)
        {
            if (!errors.Require(version is "FIX.4.2" or "FIX.4.4" or "FIXT.1.1" or ApplicationVersion, $"{key}:{version}", "is no version; they are FIX.4.2, FIX.4.4, FIXT.1.1 and FIX.5.0SP2.")) continue;
            if (Problem(version, file) is { } problem) errors.Add($"{key}:{version}", problem);
        }
    }

    static string? Problem(string version, string file)
    {
        try
        {
            var found = DictionaryReader.ReadFile(file).Version;
            return found == version ? null : $"'{file}' describes {found}.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            return error.Message.TrimEnd('.') + ".";
        }
    }

    static DataDictionary Dictionary(string version, IReadOnlyDictionary<string, string> files)
        => files.TryGetValue(version, out var file) ? Read(file) : BuiltInDictionary.Of(version)!;

    // Sessions of a template share what their file says: a firm's dictionary takes megabytes.
    static DataDictionary Read(string file)
        => FilesRead.GetOrAdd((Path.GetFullPath(file), File.GetLastWriteTimeUtc(file)), key => DictionaryReader.ReadFile(key.Path));

    static ValidationSettings Settings(FixValidation preset, ValidationConfiguration own)
    {
        var settings = preset == FixValidation.Strict ? new ValidationSettings() : Lenient;
        return settings with
        {
            ValidateFieldsOutOfOrder = own.ValidateFieldsOutOfOrder ?? settings.ValidateFieldsOutOfOrder,
            ValidateFieldsHaveValues = own.ValidateFieldsHaveValues ?? settings.ValidateFieldsHaveValues,
            ValidateUserDefinedFields = own.ValidateUserDefinedFields ?? settings.ValidateUserDefinedFields,
            AllowUnknownMsgFields = own.AllowUnknownMsgFields ?? settings.AllowUnknownMsgFields,
            AllowUnknownEnumValues = own.AllowUnknownEnumValues ?? settings.AllowUnknownEnumValues,
            ValidateUnorderedGroupFields = own.ValidateUnorderedGroupFields ?? settings.ValidateUnorderedGroupFields,
            CheckRequiredFields = own.CheckRequiredFields ?? settings.CheckRequiredFields,
        };
    }
}
