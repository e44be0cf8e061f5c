using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Journal;
using Gateway.Ops.Access;
using Gateway.Ops.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Ops;

/// <summary>What the operators' port tells of a running gateway.</summary>
public sealed record GatewayHealth(
    string Mode, bool Ready, long InboundSequence, long SessionsLoggedOn, string Journal, JournalHealth JournalHealth, string JournalReason);

/// <summary>
/// The operators' port: health for everybody on the machine, the rest only with the token of <c>ops.json</c>, which its owner alone
/// can read.
/// </summary>
sealed class OpsServer : IAsyncDisposable
{
    const long BodyMax = 64 * 1024;

    readonly WebApplication _application;

    OpsServer(WebApplication application, string url) => (_application, Url) = (application, url);

    /// <summary>Where it listens, with the real port.</summary>
    internal string Url { get; }

    /// <summary>Listens, and writes <c>ops.json</c> into the data directory.</summary>
    /// <exception cref="UserErrorException">The address is in use.</exception>
    internal static async Task<OpsServer> StartAsync(
        GatewayConfiguration configuration, IEnumerable<IEndpoints> groups, Func<GatewayHealth> health, RefusalJournal refusals)
    {
        var (host, port) = (configuration.Ops.Host, configuration.Ops.Port);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(host), port);
            (kestrel.Limits.MaxRequestBodySize, kestrel.AddServerHeader) = (BodyMax, false);
        });
        var application = builder.Build();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Map(application, new AccessGate(new Credentials(token, configuration.Ops.Operators), refusals.Note), groups, health);
        try
        {
            await application.StartAsync();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new UserErrorException($"ops:port: cannot listen on {host}:{port}: {error.GetBaseException().Message}.", ExitCode.Unreachable);
        }

        var url = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        WriteToken(Path.Combine(configuration.Data, OpsFile.Name), url, token);
        return new OpsServer(application, url);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Disposing of a server that still runs would hold a thread of the pool until others of the pool have stopped it.
        await _application.Services.GetRequiredService<IServer>().StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    static void Map(WebApplication application, AccessGate gate, IEnumerable<IEndpoints> groups, Func<GatewayHealth> health)
    {
        application.Use(gate.PassAsync);
        application.MapGet("/healthz/live", () => Results.Text("live\n"));
        application.MapGet("/healthz/ready", () => health().Ready ? Results.Text("ready\n") : Results.Text("not ready\n", statusCode: 503));
        application.MapGet("/healthz/detail", () => Results.Json(health(), Json.Options));
        var api = application.MapGroup("/api");
        foreach (var group in groups) group.Map(api);
    }

    // Created with its owner's rights only: at no instant could another user have read it.
    static void WriteToken(string path, string url, string token)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, new OpsFile(url, token), Json.Options);
    }
}
