namespace Gateway.Ops;

/// <summary>What became of a reload, in lines for the log and for the console.</summary>
static class ReloadPrinter
{
    /// <summary>What was not done, and why.</summary>
    internal static IEnumerable<string> Refusals(ReloadView view)
        => view.Errors.Concat(view.Refused.Select(refused => $"instruments:{refused.Symbol}: refused, it stays as it was: {refused.Reason}"));

    /// <summary>What was done, and what will be.</summary>
    internal static IEnumerable<string> Lines(ReloadView view)
        => view.Errors.Count > 0 ? ["nothing was changed"]
            : view.Added.Select(symbol => $"instruments:{symbol}: is added")
                .Concat(view.Changed.Select(symbol => $"instruments:{symbol}: is changed"))
                .Concat(view.Later.Select(what => $"from the next start: {what}"))
                .DefaultIfEmpty("nothing is new");
}
