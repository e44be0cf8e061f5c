using System.Text.Json;

namespace Gateway.Bench.EndToEnd;

/// <summary>Stops a gateway of this run, replays its journal and compares what the driver counted.</summary>
static class StateCheck
{
    /// <summary>True when the replay verifies, nothing is open, and the accounts hold what the reports said.</summary>
    internal static bool Run(GatewayProcess gateway, IReadOnlyDictionary<string, decimal> positions)
    {
        var exit = gateway.Stop();
        if (exit != ExitCode.Fine) return Fail($"the gateway ended with exit code {exit}: {gateway.Errors}");
        using var state = gateway.Replay(out var error);
        if (state is null) return Fail($"replay --verify: {error}");
        var open = state.RootElement.GetProperty("orders").EnumerateArray().Where(IsOpen).ToList();
        Console.WriteLine($"replay --verify: sequence {state.RootElement.GetProperty("sequence")}, state {state.RootElement.GetProperty("stateHash")}, {open.Count} open orders");
        var ok = open.Count == 0 || Fail($"the driver has cancelled all its orders; one that is left: {open[0].GetRawText()}");
        foreach (var (account, expected) in positions)
        {
            var replayed = Net(state, account);
            Console.WriteLine($"position of {account} over all instruments: {replayed} replayed, {expected} by the reports");
            ok &= replayed == expected || Fail("they differ");
        }
        return ok;
    }

    static bool IsOpen(JsonElement order) => Decimal(order.GetProperty("leavesQty")) > 0;

    static decimal Net(JsonDocument state, string account) => state.RootElement.GetProperty("positions").EnumerateArray()
        .Where(position => position.GetProperty("account").GetString() == account)
        .Sum(position => Decimal(position.GetProperty("quantity")));

    // Exact decimals are written as text, so that no reader rounds them.
    static decimal Decimal(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? decimal.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : value.GetDecimal();

    static bool Fail(string reason)
    {
        Console.WriteLine($"FAILED {reason}");
        return false;
    }
}
