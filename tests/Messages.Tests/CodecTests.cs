using FsCheck;
using FsCheck.Fluent;
using Gateway.Messages.MessagePack;

namespace Gateway.Messages.Tests;

public class CodecTests
{
    static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300);

    public static TheoryData<InboundKind> InboundKinds => [.. RandomMessages.InboundKinds];

    public static TheoryData<OutboundKind> OutboundKinds => [.. RandomMessages.OutboundKinds];

    [Theory]
    [MemberData(nameof(InboundKinds))]
    public void Every_inbound_message_comes_back_as_it_was(InboundKind kind) => Check.One(s_config, Prop.ForAll<int>(seed =>
    {
        var message = RandomMessages.Inbound(kind, seed);
        var buffer = new byte[Payload.LengthMax];
        var length = MessageCodec.Write(in message, buffer);
        Assert.False(buffer.AsSpan(length).ContainsAnyExcept((byte)0));
        Assert.Equal(default, MessageCodec.Read((byte)kind, Payload.SchemaVersion, buffer.AsSpan(0, length), out Inbound read) with { Field = 0, Offset = 0 });
        Assert.Equal(RandomMessages.Bytes(message), RandomMessages.Bytes(read));
    }));

    [Theory]
    [MemberData(nameof(OutboundKinds))]
    public void Every_outbound_message_comes_back_as_it_was(OutboundKind kind) => Check.One(s_config, Prop.ForAll<int>(seed =>
    {
        var message = RandomMessages.Outbound(kind, seed);
        var buffer = new byte[Payload.LengthMax];
        var length = MessageCodec.Write(in message, buffer);
        Assert.False(buffer.AsSpan(length).ContainsAnyExcept((byte)0));
        Assert.True(MessageCodec.Read((byte)kind, Payload.SchemaVersion, buffer.AsSpan(0, length), out Outbound read).IsOk);
        Assert.Equal(RandomMessages.Bytes(message), RandomMessages.Bytes(read));
    }));

    [Fact]
    public void Latency_stamps_are_not_written()
    {
        var plain = RandomMessages.Outbound(OutboundKind.ExecutionReport, 1);
        var stamped = plain;
        stamped.Trace = new() { Received = 7, Taken = 8 };
        var left = new byte[Payload.LengthMax];
        var right = new byte[Payload.LengthMax];
        Assert.Equal(MessageCodec.Write(in plain, left), MessageCodec.Write(in stamped, right));
        Assert.Equal(left, right);
    }

    [Theory]
    [MemberData(nameof(OutboundKinds))]
    public void A_truncated_payload_is_told_as_such(OutboundKind kind)
    {
        var message = RandomMessages.Outbound(kind, 3);
        var buffer = new byte[Payload.LengthMax];
        var length = MessageCodec.Write(in message, buffer);
        for (var cut = 0; cut < length; cut++)
        {
            var result = MessageCodec.Read((byte)kind, Payload.SchemaVersion, buffer.AsSpan(0, cut), out Outbound _);
            Assert.Equal(MessagePackError.Truncated, result.Error);
        }
    }

    [Fact]
    public void Mutated_payloads_give_a_value_or_an_error_and_never_an_exception() => Check.One(s_config.WithMaxTest(3000), Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var kind = RandomMessages.InboundKinds[random.Next(RandomMessages.InboundKinds.Length)];
        var message = RandomMessages.Inbound(kind, seed);
        var buffer = new byte[Payload.LengthMax];
        var length = MessageCodec.Write(in message, buffer);
        for (var flips = random.Next(1, 5); flips > 0; flips--) buffer[random.Next(length)] = (byte)random.Next(256);
        var result = MessageCodec.Read((byte)kind, Payload.SchemaVersion, buffer.AsSpan(0, random.Next(length + 1)), out Inbound _);
        Assert.InRange(result.Offset, 0, length);
    }));

    [Fact]
    public void Fields_that_a_newer_version_appended_are_passed_over()
    {
        var message = RandomMessages.Inbound(InboundKind.ClockTick, 1);
        var buffer = new byte[Payload.LengthMax];
        var length = MessageCodec.Write(in message, buffer);
        buffer[0] += 2;
        byte[] newer = [.. buffer.AsSpan(0, length), 0x81, 0xA1, (byte)'k', 0x93, 1, 2, 0xC0, 0xC7, 2, 5, 1, 2];
        Assert.True(MessageCodec.Read((byte)message.Kind, Payload.SchemaVersion, newer, out Inbound read).IsOk);
        Assert.Equal(message.ClockTick.Tick, read.ClockTick.Tick);
    }

    [Fact]
    public void Fields_that_an_older_version_did_not_write_are_their_defaults()
    {
        byte[] older = [0x92, 5, 6];
        Assert.True(MessageCodec.Read((byte)InboundKind.ClockTick, Payload.SchemaVersion, older, out Inbound read).IsOk);
        Assert.Equal("5 6 0", $"{read.Session} {read.Venue} {read.ClockTick.Tick}");
    }

    [Theory]
    [InlineData(0, 1, MessagePackError.UnknownKind)]
    [InlineData(255, 1, MessagePackError.UnknownKind)]
    [InlineData(2, 0, MessagePackError.UnknownSchema)]
    [InlineData(2, 99, MessagePackError.UnknownSchema)]
    public void What_this_version_does_not_know_is_said(byte kind, byte schema, MessagePackError error)
        => Assert.Equal(error, MessageCodec.Read(kind, schema, [0x90], out Inbound _).Error);

    [Theory]
    [InlineData(new byte[] { 0x90, 0 }, MessagePackError.TrailingBytes, 0, 1)]
    [InlineData(new byte[] { 0x01 }, MessagePackError.WrongType, 0, 0)]
    [InlineData(new byte[] { 0x92, 1, 0xA1, 65 }, MessagePackError.WrongType, 1, 2)]
    [InlineData(new byte[] { 0x91, 0xCE, 1, 0, 0, 0 }, MessagePackError.OutOfRange, 0, 6)]
    public void An_error_names_its_field_and_its_byte(byte[] payload, MessagePackError error, int field, int offset)
        => Assert.Equal(new(error, field, offset), MessageCodec.Read((byte)InboundKind.ClockTick, Payload.SchemaVersion, payload, out Inbound _));

    [Fact]
    public void The_largest_messages_fit_with_room_to_spare()
    {
        var buffer = new byte[Payload.LengthMax];
        var longest = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            foreach (var kind in RandomMessages.OutboundKinds)
            {
                var message = RandomMessages.Outbound(kind, seed);
                longest = Math.Max(longest, MessageCodec.Write(in message, buffer));
            }
        }

        Assert.InRange(longest, 300, 600);
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing()
    {
        var message = RandomMessages.Outbound(OutboundKind.ExecutionReport, 5);
        var buffer = new byte[Payload.LengthMax];
        void RoundTrip()
        {
            var length = MessageCodec.Write(in message, buffer);
            MessageCodec.Read((byte)message.Kind, Payload.SchemaVersion, buffer.AsSpan(0, length), out Outbound _);
        }

        for (var warm = 0; warm < 3; warm++) RoundTrip();
        Assert.Equal(0, Garbage.Of(RoundTrip));
        Assert.True(Garbage.Of(() => buffer = new byte[Payload.LengthMax]) > Payload.LengthMax);
    }
}
