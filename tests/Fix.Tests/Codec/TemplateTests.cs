using Gateway.Fix.Codec;

namespace Gateway.Fix.Tests;

public class TemplateTests
{
    const long Time = 1_700_000_000_123_456_789;

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(900)]
    [InlineData(9_000)]
    [InlineData(99_000)]
    public void A_message_of_any_length_is_framed_right(int textLength)
    {
        MessageTemplate template = new(new SessionId("FIX.4.4", "A", "B"));
        byte[] buffer = new byte[200_000];
        FixWriter writer = template.Begin(buffer, new HeaderFields { MsgType = MsgType.News, MsgSeqNum = 7, SendingTime = Time });
        writer.WriteText(Tag.Headline, new byte[textLength].Select(_ => (byte)'x').ToArray());
        int size = template.End(ref writer);
        Assert.Equal(FrameStatus.Complete, FrameFinder.Find(buffer.AsSpan(0, size), 1 << 20, out int length));
        Assert.Equal(size, length);
    }

    [Fact]
    public void The_header_stands_in_the_order_of_its_tags()
    {
        MessageTemplate template = new(new SessionId("FIX.4.4", "A", "B", "AS", "AL", "BS", "BL"), TimestampPrecision.Micros);
        byte[] buffer = new byte[1_000];
        FixWriter writer = template.Begin(buffer, new HeaderFields
        {
            MsgType = MsgType.TradeCaptureReportRequest,
            MsgSeqNum = 4_294_967_296,
            SendingTime = Time,
            OrigSendingTime = Time,
            PossDup = true,
            PossResend = true,
            LastProcessed = 12,
        });
        writer.WriteDecimal(Tag.Price, -150_000_000);
        int size = template.End(ref writer);
        Assert.StartsWith("8=FIX.4.4|9=138|35=AD|34=4294967296|43=Y|49=A|50=AS|52=20231114-22:13:20.123456|56=B|57=BS|97=Y|"
            + "122=20231114-22:13:20.123456|142=AL|143=BL|369=12|44=-1.5|10=", FixText.Show(buffer.AsSpan(0, size)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_does_not_fit_is_not_finished()
    {
        MessageTemplate template = new(new SessionId("FIX.4.4", "A", "B"));
        FixWriter writer = template.Begin(new byte[120], new HeaderFields { MsgType = MsgType.News, MsgSeqNum = 7, SendingTime = Time });
        writer.WriteText(Tag.Headline, new string('x', 60));
        Assert.True(writer.Overflowed);
        Assert.Equal(0, template.End(ref writer));
    }
}
