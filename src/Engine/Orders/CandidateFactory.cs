using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Turns requests into candidates for the checks: names into numbers, nothing judged yet.</summary>
sealed class CandidateFactory(EngineState state)
{
    internal Candidate Of(ref readonly Inbound message)
    {
        ref readonly var request = ref message.NewOrder;
        var c = default(Candidate);
        c.Session = message.Session;
        c.Fault = message.Fault;
        c.FaultObserved = message.FaultObserved;
        c.SendingTime = message.SendingTime.Nanos;
        c.HasClientId = !FixedText.IsEmpty(in request.ClOrdId);
        c.ClientId = ClientIdKey.Of(message.Session, in request.ClOrdId);
        c.Instrument = state.Registry.Symbols.Find(in request.Symbol);
        c.Account = AccountOf(message.Session, in request.Account);
        c.Strategy = FixedText.IsEmpty(in request.Strategy) ? -1 : state.Registry.Strategies.Find(in request.Strategy);
        c.Position = -1;
        c.Route = -1;
        c.Side = request.Side;
        c.Direction = DirectionOf(request.Side);
        c.Type = request.Type;
        c.TimeInForce = request.TimeInForce;
        c.Flags = request.Flags & ~OrderFlags.PossResend;
        c.Price = request.Price.Raw;
        c.StopPrice = request.StopPrice.Raw;
        c.Quantity = request.Quantity.Raw;
        c.MinQuantity = request.MinQuantity.Raw;
        c.DisplayQuantity = request.DisplayQuantity.Raw;
        if (c.TimeInForce == TimeInForce.GoodTillDate) SetExpiry(ref c, request.ExpireDate, request.ExpireTime.Nanos);
        if ((request.Flags & OrderFlags.TruncateToLot) != 0 && c.Instrument >= 0) Truncate(ref c.Quantity, c.Instrument);
        return c;
    }

    /// <summary>A working order as a replace would make it.</summary>
    internal Candidate Of(ref readonly Inbound message, int slot)
    {
        ref readonly var request = ref message.ReplaceOrder;
        ref var order = ref state.Orders[slot];
        var c = default(Candidate);
        c.Session = message.Session;
        c.Fault = message.Fault;
        c.FaultObserved = message.FaultObserved;
        c.SendingTime = message.SendingTime.Nanos;
        c.HasClientId = !FixedText.IsEmpty(in request.ClOrdId);
        c.ClientId = ClientIdKey.Of(message.Session, in request.ClOrdId);
        CopyIdentity(ref c, in order);
        c.Type = order.Type;
        c.TimeInForce = order.TimeInForce;
        c.Price = request.Price.Raw;
        c.Quantity = request.Quantity.Raw;
        c.DisplayQuantity = request.DisplayQuantity.Raw;
        c.Replaced = slot;
        if (c.TimeInForce == TimeInForce.GoodTillDate) SetExpiry(ref c, request.ExpireDate, request.ExpireTime.Nanos);
        if (order.Waiting) c.StopPrice = request.StopPrice.Raw != 0 ? request.StopPrice.Raw : state.Orders.Terms(slot).StopPrice;
        else if (c.Type == OrderType.StopLimit) c.Type = OrderType.Limit;   // Triggered, it is what it has become.
        else if (c.Type == OrderType.Stop) c.Type = OrderType.Market;
        return c;
    }

    // A day lasts until its midnight.
    static void SetExpiry(ref Candidate c, int date, long time)
    {
        c.ExpireDate = date;
        c.ExpireTime = date != 0 ? (date + 1L) * EngineState.NanosPerDay : time;
    }

    /// <summary>One account's part of an allocated order, or the change of it.</summary>
    internal static Candidate LegOf(in Candidate block, int account, long quantity)
    {
        var c = block;
        c.Account = account;
        c.Quantity = quantity;
        c.IsBlock = false;
        c.IsLeg = true;
        c.Position = -1;
        c.Route = -1;
        c.Rules = 0;
        c.Limited = 0;
        c.Restricted = false;
        c.Counts = false;
        return c;
    }

    /// <summary>What the replaced order has in use, so that only the difference is asked for.</summary>
    internal static void CopyIdentity(ref Candidate c, ref readonly Order order)
    {
        c.Account = order.Account;
        c.Instrument = order.Instrument;
        c.Strategy = order.Strategy;
        c.Group = order.Group;
        c.Position = -1;
        c.Route = -1;
        c.Side = order.Side;
        c.Direction = order.Direction;
        c.Flags = order.Flags;
        c.Filled = order.Cum;
        c.OldWorking = order.Working;
        c.OldNotional = order.OpenNotional;
        c.OldOpeningNotional = order.OpeningNotional;
        c.OldClaim = order.Claim;
    }

    /// <summary>The account that an order names, or its session's default; -1 when there is no such account.</summary>
    internal int AccountOf(ushort session, in Text16 name)
    {
        if (!FixedText.IsEmpty(in name)) return state.Registry.AccountNames.Find(in name);
        return state.Registry.KnowsSession(session) ? state.Registry.AccountNames.Find(in state.Registry.Sessions[session].DefaultAccount) : -1;
    }

    internal static Side DirectionOf(Side side) => side switch
    {
        Side.Buy => Side.Buy,
        Side.Sell or Side.SellShort => Side.Sell,
        _ => Side.None,
    };

    void Truncate(ref long quantity, int instrument)
    {
        var lot = state.Registry.Instruments[instrument].LotSize;
        quantity -= quantity % lot;
    }
}
