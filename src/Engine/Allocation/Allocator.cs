using Gateway.Engine.Matching;
using Gateway.Engine.Orders;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Guards;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Allocation;

/// <summary>
/// An order for several accounts becomes one child order for each. All children are checked and claim before any of them acts; if one
/// is refused, none is sent. The session hears of the parent only; each leg leaves an allocation report.
/// </summary>
sealed class Allocator(
    EngineState state, CandidateFactory candidates, RiskGate gate, OrderDesk desk, Matcher matcher, Reach reach, CancelDesk cancels, Router router,
    Targets targets, RefusalGuard refusals, ReportWriter reports)
{
    readonly Candidate[] _children = new Candidate[state.Limits.LegsMax];
    readonly int[] _slots = new int[state.Limits.LegsMax];
    readonly long[] _worstPrices = new long[state.Limits.LegsMax];
    Rejection _refusal;
    int _refused;

    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.NewOrder;
        var block = candidates.Of(in message);
        block.IsBlock = true;
        block.Account = -1;
        var group = request.Legs > 0 ? -1 : state.Registry.GroupNames.Find(in request.Account);
        block.Group = group + 1;
        var members = group < 0 ? state.PendingLegs.All : state.Registry.MembersOf(group);
        desk.FindStrategy(ref block, in request);
        var rejection = Check(in message, ref block, members, group);
        gate.Count(in block, !rejection.IsRejected);
        desk.Remember(in block);
        if (rejection.IsRejected)
        {
            reports.Reject(message.Session, in request, in rejection, ref outbox);
            ref var whole = ref Report(message.Session, in request, ref outbox);
            whole.Legs = (ushort)members.Length;
            whole.Rejection = rejection;
            outbox.Commit();
            refusals.AfterCheck(in block, in rejection, ref outbox);
            return;
        }

        _refused = -1;
        var parent = CreateParent(in block, in request);
        if (ClaimAll(in block, in request, members, parent)) Work(parent, in block, members, ref outbox);
        else Refuse(parent, in message, members, ref outbox);
        refusals.AfterCheck(in block, in rejection, ref outbox);
    }

    Rejection Check(ref readonly Inbound message, ref Candidate block, ReadOnlySpan<Member> members, int group)
    {
        ref readonly var request = ref message.NewOrder;
        var verdict = new FirstFailure();
        gate.Run(ref block, ref verdict);
        if (verdict.Failure.IsRejected) return verdict.Failure;
        if (group < 0 && request.Legs > state.PendingLegs.Capacity) return EngineTable.GroupMembers.Full(state.PendingLegs.Capacity);
        if (group < 0 && (state.PendingLegs.Session != message.Session || state.PendingLegs.Count != request.Legs))
            return Rejection.Of(RejectReason.AllocationSum, request.Legs, state.PendingLegs.Count);
        if (!state.Orders.HasRoom(members.Length + 1)) return EngineTable.OpenOrders.Full(state.Orders.Capacity);
        var fillOrKillAbroad = block.TimeInForce == TimeInForce.FillOrKill && IsRouted(in block);
        if (fillOrKillAbroad) return Rejection.Of(RejectReason.UnsupportedOrder);
        return targets.Fix(members, PolicyOf(in request, members, group), block.Instrument, block.Quantity);
    }

    AllocationPolicy PolicyOf(ref readonly NewOrder request, ReadOnlySpan<Member> members, int group)
    {
        if (group >= 0) return state.Registry.Groups[group].Policy;
        if (request.AllocationPolicy != AllocationPolicy.None) return request.AllocationPolicy;
        foreach (ref readonly var member in members)
            if (member.Quantity != 0)
                return AllocationPolicy.Fixed;
        return AllocationPolicy.Equal;
    }

    bool IsRouted(in Candidate block) => state.Registry.Instruments[block.Instrument].Matching == MatchingPlace.Routed;

    int CreateParent(in Candidate block, ref readonly NewOrder request)
    {
        var parent = desk.Create(in block, in request);
        ref var order = ref state.Orders[parent];
        order.IsParent = true;
        state.ClientIds.Set(in block.ClientId, order.OrderId);
        desk.KeepUntil(parent, block.ExpireTime);
        return parent;
    }

    // Each child is checked against what those before it have claimed already.
    bool ClaimAll(in Candidate block, ref readonly NewOrder request, ReadOnlySpan<Member> members, int parent)
    {
        var lot = state.Registry.Instruments[block.Instrument].LotSize;
        for (var leg = members.Length - 1; leg >= 0; leg--) _slots[leg] = 0;
        for (var leg = 0; leg < members.Length; leg++)
        {
            if (targets.LotsOf(leg) == 0) continue;
            ref var child = ref _children[leg];
            child = CandidateFactory.LegOf(in block, members[leg].Account, targets.LotsOf(leg) * lot);
            var verdict = new FirstFailure();
            gate.Run(ref child, ref verdict);
            if (!verdict.Failure.IsRejected && IsRouted(in block)) verdict.Failure = router.Choose(ref child);
            if (verdict.Failure.IsRejected)
            {
                _refusal = verdict.Failure;
                _refused = leg;
                return false;
            }

            _slots[leg] = CreateChild(in child, in request, parent, leg);
        }

        return true;
    }

    int CreateChild(in Candidate child, ref readonly NewOrder request, int parent, int leg)
    {
        var slot = desk.Create(in child, in request);
        ref var order = ref state.Orders[slot];
        order.Parent = parent;
        order.ParentId = state.Orders[parent].OrderId;
        state.Orders.Name(slot, ChildId(state.Orders.ClOrdId(slot), leg + 1));
        Append(parent, slot);
        state.Orders[parent].Working += order.Quantity;
        if (child.Route >= 0) router.Attach(slot, child.Route);
        desk.Claim(slot, in child);
        return slot;
    }

    void Append(int parent, int slot)
    {
        ref var link = ref state.Orders[parent].FirstChild;
        while (link != 0) link = ref state.Orders[link].NextChild;
        link = slot;
    }

    // The parent's id, shortened if need be, a point and the number of the leg.
    static Text64 ChildId(Text64 id, int leg)
    {
        Span<byte> number = stackalloc byte[4];
        var digits = 0;
        for (var rest = leg; rest > 0; rest /= 10) number[digits++] = (byte)('0' + rest % 10);
        var stem = FixedText.AsSpan(in id);
        if (stem.Length > Text64.Capacity - digits - 1) stem = stem[..(Text64.Capacity - digits - 1)];
        Span<byte> text = stackalloc byte[Text64.Capacity];
        stem.CopyTo(text);
        text[stem.Length] = (byte)'.';
        for (var i = 0; i < digits; i++) text[stem.Length + 1 + i] = number[digits - 1 - i];
        FixedText.TrySet(ref id, text[..(stem.Length + 1 + digits)]);
        return id;
    }

    void Refuse<TOutbox>(int parent, ref readonly Inbound message, ReadOnlySpan<Member> members, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var leg = members.Length - 1; leg >= 0; leg--)
            if (_slots[leg] != 0)
                desk.Undo(_slots[leg]);
        desk.Undo(parent);
        ref readonly var request = ref message.NewOrder;
        state.ClientIds.Set(ClientIdKey.Of(message.Session, in request.ClOrdId), 0);
        var rejection = Rejection.Of(RejectReason.AllocationLeg, _refusal.Limit, _refusal.Observed)
            .At(ScopeKind.Account, Texts.Widen(in members[_refused].Name));
        reports.Reject(message.Session, in request, in rejection, ref outbox);
        for (var leg = 0; leg < members.Length; leg++)
            ReportLeg(message.Session, 0, leg, in request, members, leg == _refused ? _refusal : Rejection.Of(RejectReason.AllocationLeg), ref outbox);
    }

    void Work<TOutbox>(int parent, in Candidate block, ReadOnlySpan<Member> members, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[parent];
        var request = new NewOrder { ClOrdId = state.Orders.ClOrdId(parent), Account = reports.NameOf(in order) };
        var parentId = order.OrderId;
        if (IsRouted(in block)) order.VenueLeg = state.Legs.Take(parent, 0, 0);
        reports.Change(parent, ExecType.New, ref outbox);
        for (var leg = 0; leg < members.Length; leg++) ReportLeg(block.Session, parentId, leg, in request, members, default, ref outbox);
        if (block.TimeInForce == TimeInForce.FillOrKill && !CanFill(members.Length, state.Registry.Books[block.Instrument]!))
        {
            cancels.Cancel(parent, default, default, ref outbox);
            return;
        }

        for (var leg = 0; leg < members.Length; leg++)
        {
            if (_slots[leg] == 0 || state.Orders[_slots[leg]].Done) continue;
            if (_children[leg].Route >= 0) router.Send(_slots[leg], ref outbox);
            else matcher.Execute(_slots[leg], _children[leg].WorstPrice, ref outbox);
        }
    }

    bool CanFill(int legs, Book book)
    {
        for (var leg = 0; leg < legs; leg++) _worstPrices[leg] = _children[leg].WorstPrice;
        return reach.CanFillAll(_slots.AsSpan(0, legs), _worstPrices, book);
    }

    void ReportLeg<TOutbox>(
        ushort session, long parentId, int leg, ref readonly NewOrder request, ReadOnlySpan<Member> members, in Rejection rejection, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        var child = parentId != 0 ? _slots[leg] : 0;
        ref var report = ref Report(session, in request, ref outbox);
        report.Account = members[leg].Name;
        report.ParentOrderId = parentId;
        report.ChildOrderId = child == 0 ? 0 : state.Orders[child].OrderId;
        report.Quantity = child == 0 ? default : new Quantity(state.Orders[child].Quantity);
        report.Leg = (ushort)(leg + 1);
        report.Legs = (ushort)members.Length;
        report.Rejection = rejection;
        outbox.Commit();
    }

    ref AllocationReport Report<TOutbox>(ushort session, ref readonly NewOrder request, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var report = ref reports.Begin(OutboundKind.AllocationReport, session, state.Cause, ref outbox).AllocationReport;
        report.ClOrdId = request.ClOrdId;
        report.Group = request.Account;
        report.AllocId = state.PendingLegs.AllocId;
        return ref report;
    }
}
