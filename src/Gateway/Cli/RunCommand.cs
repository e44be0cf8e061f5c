using System.CommandLine;

namespace Gateway.Cli;

static class RunCommand
{
    internal static Command Create() => new("run", "Start the gateway.");
}
