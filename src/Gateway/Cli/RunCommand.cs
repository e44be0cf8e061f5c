using System.CommandLine;
using Gateway.Configuration;
using Gateway.Journal;
using Gateway.Ops;
using Gateway.RingPipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Cli;

/// <summary><c>run</c>: starts the gateway and keeps it running until it is told to stop.</summary>
static class RunCommand
{
    static readonly Option<string?> Config = new("--config") { Description = "JSON file; a complete paper installation when absent." };
    static readonly Option<string?> Data = new("--data") { Description = "Directory of journal and latency logs (default: data)." };
    static readonly Option<int?> FixPort = new("--fix-port") { Description = "Port for strategies; 0 takes a free one (default: 9876)." };
    static readonly Option<int?> OpsPort = new("--ops-port") { Description = "Port for operators; 0 takes a free one (default: 8080)." };
    static readonly Option<Durability?> DurabilityDial = new("--durability") { Description = "process survives kill -9, disk a power loss as well (default: process)." };
    static readonly Option<ThreadLayout?> Layout = new("--layout") { Description = "shared for few cores, dedicated for isolated ones (default: shared)." };
    static readonly Option<bool> Demo = new("--demo") { Description = "Attach a sample strategy that trades through the FIX port." };

    internal static Command Create()
    {
        var command = new Command("run", "Start the gateway; it recovers from its data directory first.") { Config, Data, FixPort, OpsPort, DurabilityDial, Layout, Demo };
        command.SetAction((result, cancellation) => RunAsync(result, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(result.GetValue(Config), Overrides(result));
        var builder = Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true });
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.ColorBehavior) = (true, "HH:mm:ss.fff ", LoggerColorBehavior.Disabled));
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Gateway", LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // Its stack traces; the reason is told by the exit.
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.AddSingleton<IHostLifetime, Microsoft.Extensions.Hosting.Internal.ConsoleLifetime>();
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(new GatewayServiceOptions(result.GetValue(Demo), errors => ConfigurationLoader.Load(result.GetValue(Config), Overrides(result), errors)));
        builder.Services.AddSingleton<GatewayService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GatewayService>());
        var host = builder.Build();
        var service = host.Services.GetRequiredService<GatewayService>();
        await host.RunAsync(cancellation);
        return service.ExitCode;
    }

    static IEnumerable<KeyValuePair<string, string?>> Overrides(ParseResult result)
    {
        if (result.GetValue(Data) is { } data) yield return new("data", data);
        if (result.GetValue(FixPort) is { } fix) yield return new("fix:port", fix.ToString(null, null));
        if (result.GetValue(OpsPort) is { } ops) yield return new("ops:port", ops.ToString(null, null));
        if (result.GetValue(DurabilityDial) is { } dial) yield return new("durability", dial.ToString());
        if (result.GetValue(Layout) is { } layout) yield return new("layout", layout.ToString());
    }
}
