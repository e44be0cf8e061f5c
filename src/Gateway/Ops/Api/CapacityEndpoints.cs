using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;
using Gateway.Ops.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>A bounded table of the engine.</summary>
/// <param name="Table">Its key in <c>capacity</c>.</param>
/// <param name="Used">Entries now.</param>
/// <param name="Capacity">Entries that it holds.</param>
/// <param name="UsedPercent">Of them.</param>
public sealed record CapacityView(string Table, long Used, long Capacity, int UsedPercent)
{
    internal static CapacityView Of(TableView view) => new(view.Table.Name(), view.Used, view.Capacity, (int)(view.Used * 100 / view.Capacity));
}

/// <summary>How full the tables are.</summary>
sealed class CapacityEndpoints(OperatorDesk desk) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api) => api.MapGet("/capacity", ShowAsync).For(OperatorRole.Viewer);

    async Task<IResult> ShowAsync() => Results.Json(await desk.LookAsync(engine => engine.Tables().Select(CapacityView.Of).ToArray()), Cli.Json.Options);
}
