using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Messages;

namespace Gateway.House.Tests;

public sealed class SlotTests
{
    [Fact]
    public void Slots_are_whole_cache_lines_of_the_stated_size()
    {
        Assert.Equal(Inbound.SlotSize, Unsafe.SizeOf<Inbound>());
        Assert.Equal(Outbound.SlotSize, Unsafe.SizeOf<Outbound>());
        Assert.Equal(0, Inbound.SlotSize % 64);
        Assert.Equal(0, Outbound.SlotSize % 64);
    }

    public static TheoryData<string, string> Payloads()
    {
        var data = new TheoryData<string, string>();
        foreach (var slot in new[] { typeof(Inbound), typeof(Outbound) })
            foreach (var field in slot.GetFields().Where(field => typeof(IFields).IsAssignableFrom(field.FieldType)))
                data.Add(slot.Name, field.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_payload_lies_behind_the_header_within_the_slot_and_has_its_kind(string slot, string payload)
    {
        var type = slot == nameof(Inbound) ? typeof(Inbound) : typeof(Outbound);
        var field = type.GetField(payload)!;
        Assert.Equal(64, field.GetCustomAttribute<FieldOffsetAttribute>()!.Value);
        Assert.True(64 + SizeOf(field.FieldType) <= SizeOf(type), $"{payload} takes {SizeOf(field.FieldType)} bytes.");
        Assert.Contains(payload, Enum.GetNames(type == typeof(Inbound) ? typeof(InboundKind) : typeof(OutboundKind)));
    }

    [Fact]
    public void Every_header_field_ends_before_the_payload()
    {
        foreach (var type in new[] { typeof(Inbound), typeof(Outbound) })
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => !typeof(IFields).IsAssignableFrom(field.FieldType)))
                Assert.True(field.GetCustomAttribute<FieldOffsetAttribute>()!.Value + SizeOf(field.FieldType) <= 64, $"{type.Name}.{field.Name}");
    }

    static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
