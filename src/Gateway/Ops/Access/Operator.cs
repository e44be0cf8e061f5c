using Gateway.Configuration;
using Microsoft.AspNetCore.Http;

namespace Gateway.Ops.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">As it stands in the journal.</param>
/// <param name="Role">What they may do.</param>
sealed record Operator(string Name, OperatorRole Role)
{
    static readonly object s_key = new();

    /// <summary>Who a request that passed the gate comes from.</summary>
    internal static Operator Of(HttpContext context) => (Operator)context.Items[s_key]!;

    /// <summary>Binds a request to who it comes from.</summary>
    internal void Bind(HttpContext context) => context.Items[s_key] = this;
}
