using System.CommandLine;
using Gateway.Configuration;

namespace Gateway.Cli;

/// <summary><c>config check</c>: every error of a configuration at once.</summary>
static class ConfigCommand
{
    internal static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "JSON file; the embedded default when absent." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var check = new Command("check", "Check a configuration and tell every error with its key.") { file, json };
        check.SetAction(result => Check(result.GetValue(file), result.GetValue(json)));
        var embedded = new Command("default", "Print the embedded default, to begin a configuration of one's own with.");
        embedded.SetAction(_ => StandardOutput.Run(Default));
        return new Command("config", "Look at configurations.") { check, embedded, ReloadCommand.Create(), HashPasswordCommand.Create() };
    }

    static int Check(string? file, bool json)
    {
        var errors = new ConfigurationErrors();
        var configuration = ConfigurationLoader.Load(file, [], errors);
        var name = file ?? ConfigurationLoader.Embedded;
        if (json) Json.Print(new { file = name, valid = errors.All.Count == 0, errors = errors.All });
        else if (errors.All.Count == 0) Console.WriteLine($"{name}: fine. {Summary(configuration)}");
        foreach (var error in json ? [] : errors.All) Console.Error.WriteLine(error);
        return errors.All.Count == 0 ? ExitCode.Fine : ExitCode.Usage;
    }

    static int Default(Stream output)
    {
        using var json = ConfigurationLoader.DefaultJson();
        json.CopyTo(output);
        return ExitCode.Fine;
    }

    static string Summary(GatewayConfiguration configuration)
        => $"{configuration.Sessions.Count} sessions, {configuration.Accounts.Count} accounts, {configuration.Groups.Count} groups, "
           + $"{configuration.Instruments.Count} instruments, {configuration.Venues.Count} venues, {configuration.Limits.Count} limits.";
}
