using Gateway.Configuration;
using Gateway.Fix.Session;
using Gateway.Ops.Access;
using Gateway.Strategies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>A strategy's FIX session.</summary>
/// <param name="Session">Its name.</param>
/// <param name="BeginString">Its FIX version.</param>
/// <param name="State">Where it stands.</param>
/// <param name="NextSender">MsgSeqNum of the next message sent.</param>
/// <param name="NextTarget">MsgSeqNum expected next.</param>
/// <param name="Bytes">Memory that it holds: buffers, and the index of what was sent.</param>
/// <param name="BytesMax">What that can come to.</param>
public sealed record SessionRow(string Session, string BeginString, SessionState State, long NextSender, long NextTarget, long Bytes, long BytesMax)
{
    internal static SessionRow Of(StrategySession session)
    {
        var (fix, store) = (session.Fix, session.Store);
        return new(
            session.Id.Target, session.Id.BeginString, fix.State, fix.NextSenderMsgSeqNum, fix.NextTargetMsgSeqNum,
            fix.BytesAllocated + store.BytesUsed, fix.BytesAllocatedMax + store.BytesMax);
    }
}

/// <summary>Who may log on, where each stands, and what it takes.</summary>
sealed class SessionEndpoints(Func<IEnumerable<SessionRow>> sessions) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api) => api.MapGet("/sessions", () => Results.Json(sessions().ToArray(), Cli.Json.Options)).For(OperatorRole.Viewer);
}
