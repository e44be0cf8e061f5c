using System.CommandLine;

namespace Gateway.Cli.Risk;

/// <summary><c>risk</c>: what operators see and do on a running gateway.</summary>
static class RiskCommand
{
    internal static Command Create() => new("risk", "Look at and change what a running gateway may do.")
    {
        ShowCommand.Create(),
        SetCommand.Create(),
        StateCommands.Halt(),
        StateCommands.Resume(),
        StateCommands.Kill(),
        FlattenCommand.Create(),
        StateCommands.Unlock(),
        PreviewCommand.Create(),
    };
}
