using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Risk;
using Gateway.Fix.Session;
using Gateway.Ops.Api;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>sessions</c>: where a running gateway's FIX sessions stand, and the memory of each.</summary>
static class SessionsCommand
{
    static readonly Option<bool> All = new("--all") { Description = "Also those that have never been used." };

    internal static Command Create() => RiskOptions.Look("sessions", "Show a running gateway's FIX sessions, their numbers and their memory.", ShowAsync, All);

    static async Task<int> ShowAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var rows = await client.GetAsync<SessionRow[]>("/api/sessions", cancellation);
        if (!result.GetValue(All)) rows = [.. rows.Where(row => row.State != SessionState.Disconnected || row.NextSender > 1 || row.NextTarget > 1)];
        if (result.GetValue(RiskOptions.AsJson)) Json.Print(rows);
        else Print(rows);
        return ExitCode.Fine;
    }

    static void Print(SessionRow[] rows)
    {
        var table = Tables.New("Sessions", "Session", "Version", "State", "Sends next", "Expects next", "Bytes", "at most");
        foreach (var row in rows)
            table.AddRow(Tables.Cells(row.Session, row.BeginString, row.State.ToString(), Text(row.NextSender), Text(row.NextTarget), Text(row.Bytes), Text(row.BytesMax)));
        AnsiConsole.Write(table);
    }

    static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
