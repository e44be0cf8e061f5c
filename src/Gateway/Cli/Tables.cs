using System.Globalization;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary>Tables as the program prints them: plain when the output is no terminal, never wrapped into nonsense.</summary>
static class Tables
{
    internal static Table New(string title, params string[] columns)
    {
        var table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
        return table;
    }

    internal static string[] Cells(params object[] values)
        => [.. values.Select(value => Markup.Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))];
}
