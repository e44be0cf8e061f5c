using Gateway.Fix.Codec;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Strategies;

/// <summary>PreAllocGrp of an order (78: 79, 80): each entry becomes a message that stands before the order.</summary>
static class AllocationLegs
{
    /// <summary>The most legs of one order; one with more is refused for its field 78.</summary>
    internal const int LegsMax = 64;

    static ReadOnlySpan<int> Members => [Tag.AllocAccount, 661, 736, 467, 539, 524, 525, 538, Tag.AllocQty];

    /// <summary>How many legs the order has; at most <see cref="LegsMax"/>.</summary>
    internal static int Count(in FixMessage message)
        => (int)Math.Clamp(Declared(in message), 0, LegsMax);

    static long Declared(in FixMessage message) => message.GetInt(Tag.NoAllocs, out var count) == FieldStatus.Ok ? count : 0;

    /// <summary>Writes the legs into the claimed slots from <paramref name="first"/> and notes them in the order.</summary>
    internal static void Write(in FixMessage message, RingBuffer<Inbound> ring, long first, in Inbound template, ref Inbound order)
    {
        var legs = Count(in message);
        if (Declared(in message) > LegsMax && order.Fault == RejectReason.None)
            (order.Fault, order.FaultObserved) = (RejectReason.FieldInvalid, Tag.NoAllocs);
        var allocId = AllocId(in message, ref order);
        var group = message.Group(Tag.NoAllocs, Members);
        for (var leg = 0; leg < legs; leg++)
        {
            ref var slot = ref ring[first + leg];
            slot = template;
            slot.Kind = InboundKind.AllocationLeg;
            slot.AllocationLeg.AllocId = allocId;
            if (group.MoveNext()) Read(ref slot.AllocationLeg, in group, ref order);
            else Refuse(ref order);
        }

        order.NewOrder.Legs = (ushort)legs;
        order.NewOrder.AllocationPolicy = AllocationPolicy.Fixed;
    }

    static Text64 AllocId(in FixMessage message, ref Inbound order)
    {
        Text64 id = default;
        if (message.Get(Tag.AllocID, out var text) == FieldStatus.Ok && !FixedText.TrySet(ref id, text) && order.Fault == RejectReason.None)
            (order.Fault, order.FaultObserved) = (RejectReason.FieldInvalid, Tag.AllocID);
        return id;
    }

    static void Read(ref AllocationLeg leg, in GroupWalker entry, ref Inbound order)
    {
        if (!FixedText.TrySet(ref leg.Account, entry[Tag.AllocAccount])) Refuse(ref order);
        if (entry.GetDecimal(Tag.AllocQty, out var quantity) != FieldStatus.Ok || quantity <= 0) Refuse(ref order);
        leg.Quantity = new(quantity);
    }

    static void Refuse(ref Inbound order)
    {
        if (order.Fault == RejectReason.None) order.Fault = RejectReason.AllocationAccount;
    }
}
