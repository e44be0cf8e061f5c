using System.Text;
using Gateway.Fix.Codec;

namespace Gateway.Simulation.Nodes;

/// <summary>
/// What one peer of the gateway knows from the reports it has got, and the contradictions in them: an execution told twice, fills that do not
/// add up, an order that comes back to life.
/// </summary>
sealed class ClientRecord(string name)
{
    readonly HashSet<long> _executions = [];

    internal Dictionary<long, ClientOrder> Orders { get; } = [];

    /// <summary>Requests without a final answer, by ClOrdID.</summary>
    internal Dictionary<string, string> Unanswered { get; } = [];

    internal long Reports { get; private set; }

    internal long Fills { get; private set; }

    internal long Refusals { get; private set; }

    /// <summary>Replaces of group orders that took effect.</summary>
    internal long GroupReplaces { get; private set; }

    /// <summary>What the fills of each account in each instrument add up to.</summary>
    internal Dictionary<(string Account, string Symbol), Holding> Holdings { get; } = [];

    /// <summary>Its session began again with number 1: what was on its way then never comes.</summary>
    internal bool HasGaps { get; private set; }

    /// <summary>The session begins again: of the present orders it no longer knows all, and requests on their way are lost.</summary>
    internal void Restart()
    {
        HasGaps = true;
        Unanswered.Clear();
        foreach (var order in Orders.Values) order.IsUncertain = true;
    }

    internal void OnReport(in FixMessage message)
    {
        if (LosesFill && message[Tag.ExecType] is [(byte)'F'])
        {
            LosesFill = false;
            return;
        }

        Reports++;
        var execution = Number(in message, Tag.ExecID);
        var type = message[Tag.ExecType][0];
        if (execution != 0 && !_executions.Add(execution)) throw Wrong($"execution {execution} came twice", in message);
        var clientId = Encoding.ASCII.GetString(message[Tag.ClOrdID]);
        // Pending states only say that an answer will follow.
        if (type is not ((byte)'6' or (byte)'E' or (byte)'A')) Unanswered.Remove(clientId);
        if (type == 'I') Answered(in message, Tag.MassStatusReqID);
        if (type == '8') Refusals++;
        if (Number(in message, Tag.OrderID) is var orderId and not 0) Apply(orderId, type, clientId, in message);
    }

    /// <summary>A request that is not an order's has its answer.</summary>
    internal void Answered(in FixMessage message, int tag) => Unanswered.Remove(Encoding.ASCII.GetString(message[tag]));

    /// <summary>Requests for market data end with the connection.</summary>
    internal void ForgetMarketData() => Forget("MD");

    /// <summary>The refusal of a list is in no log: it is lost with the connection.</summary>
    internal void ForgetLists()
    {
        Forget(RequestFlow.MassStatus);
        Forget(RequestFlow.Positions);
    }

    void Forget(string request)
    {
        foreach (var (id, what) in Unanswered.ToList())
            if (id.StartsWith(request, StringComparison.Ordinal) || what.StartsWith(request, StringComparison.Ordinal)) Unanswered.Remove(id);
    }

    /// <summary>Passes over the next fill, as if it had never been told: to see that it would be found out.</summary>
    internal bool LosesFill { get; set; }

    internal void OnCancelReject(in FixMessage message)
    {
        Refusals++;
        Unanswered.Remove(Encoding.ASCII.GetString(message[Tag.ClOrdID]));
        // A pending state goes before all others: what the order is without it, is told now.
        if (Orders.TryGetValue(Number(in message, Tag.OrderID), out var order)) order.Status = message[Tag.OrdStatus][0];
    }

    void Apply(long orderId, byte type, string clientId, in FixMessage message)
    {
        var cum = Decimal(in message, Tag.CumQty);
        if (!Orders.TryGetValue(orderId, out var order))
        {
            order = new ClientOrder { OrderId = orderId, Side = message[Tag.Side].IsEmpty ? (byte)0 : message[Tag.Side][0] };
            order.IsUncertain = HasGaps && type is not ((byte)'0' or (byte)'A' or (byte)'8');
            if (type != 'I') Orders.Add(orderId, order);
            else order.Cum = cum; // A status of an order that was never told would be found at rest.
        }
        else if (!order.IsOpen && !order.IsUncertain && type is not ((byte)'I' or (byte)'F'))
        {
            throw Wrong($"order {order} is done", in message);
        }

        if (type == 'F') Fill(order, in message);
        if (order.IsUncertain) order.Cum = cum;
        if (cum != order.Cum) throw Wrong($"the fills of order {order} add up to {order.Cum}", in message);
        if (type == '5' && !IsAccount(message[Tag.Account])) GroupReplaces++;
        order.ClOrdId = clientId;
        order.Symbol = Encoding.ASCII.GetString(message[Tag.Symbol]);
        order.Quantity = Decimal(in message, Tag.OrderQty);
        order.Leaves = Decimal(in message, Tag.LeavesQty);
        order.Status = message[Tag.OrdStatus][0];
        // Of a group's order, what one of its accounts could not take is not open any more.
        if (order.Leaves + cum > order.Quantity || order.IsOpen && IsAccount(message[Tag.Account]) && order.Leaves + cum != order.Quantity)
            throw Wrong($"leaves and filled of order {order} are not its quantity", in message);
        if (!order.IsOpen && order.Leaves != 0) throw Wrong($"order {order} is done and has leaves", in message);
    }

    void Fill(ClientOrder order, in FixMessage message)
    {
        Fills++;
        var quantity = Decimal(in message, Tag.LastQty);
        order.Cum += quantity;
        Hold(quantity, in message);
        if (order.IsUncertain) return;
        if (order.Cum > Decimal(in message, Tag.OrderQty)) throw Wrong($"order {order} is filled beyond its quantity", in message);
    }

    void Hold(long quantity, in FixMessage message)
    {
        var account = Encoding.ASCII.GetString(IsAccount(message[Tag.Account]) ? message[Tag.Account] : message[Tag.Text]["ALLOCATED: account=".Length..]);
        var key = (account, Encoding.ASCII.GetString(message[Tag.Symbol]));
        var signed = message[Tag.Side] is [(byte)'1'] ? quantity : -quantity;
        Holdings[key] = Holdings.GetValueOrDefault(key).Add(signed, Decimal(in message, Tag.LastPx));
    }

    static bool IsAccount(ReadOnlySpan<byte> account) => account is [(byte)'A', _];

    SimulationFailure Wrong(string what, in FixMessage message) => new($"{name}: {what}: {Text(in message)}");

    internal static string Text(in FixMessage message) => Encoding.ASCII.GetString(message.Bytes).Replace('\x01', '|');

    static long Number(in FixMessage message, int tag) => message.GetInt(tag, out var value) == FieldStatus.Ok ? value : 0;

    static long Decimal(in FixMessage message, int tag) => message.GetDecimal(tag, out var value) == FieldStatus.Ok ? value : 0;
}
