using FsCheck;
using FsCheck.Fluent;
using Gateway.Fix.Codec;

namespace Gateway.Fix.Tests;

public class FieldTests
{
    readonly FieldIndex _index = new();

    [Fact]
    public void Fields_are_found_in_place_and_missing_is_not_malformed()
    {
        FixMessage message = FixText.Parse(FixText.Frame("8=FIX.4.4|35=D|34=12|11=ID|38=1.50|44=x|54=1|43=Y|60=20231114-22:13:20.123456789|5001=far|58=|"), _index);
        Assert.Equal(MsgType.NewOrderSingle, message.MsgType);
        Assert.Equal(FieldStatus.Ok, message.GetInt(Tag.MsgSeqNum, out long number));
        Assert.Equal(12, number);
        Assert.Equal(FieldStatus.Ok, message.GetDecimal(Tag.OrderQty, out long quantity));
        Assert.Equal(150_000_000, quantity);
        Assert.Equal(FieldStatus.Malformed, message.GetDecimal(Tag.Price, out _));
        Assert.Equal(FieldStatus.Missing, message.GetDecimal(Tag.StopPx, out _));
        Assert.Equal(FieldStatus.Ok, message.GetTimestamp(Tag.TransactTime, out long time));
        Assert.Equal(1_700_000_000_123_456_789, time);
        Assert.Equal("far", FixText.Show(message[5001]));
        Assert.True(message.IsYes(Tag.PossDupFlag));
        Assert.Equal(FieldDefect.EmptyValue, _index.Defect);
        Assert.Equal(Tag.Text, message.TagAt(_index.DefectAt));
        Assert.Equal(FieldStatus.Malformed, message.Get(Tag.Text, out _));
    }

    [Fact]
    public void A_data_field_may_hold_the_delimiter()
    {
        FixMessage message = FixText.Parse(FixText.Frame("8=FIX.4.4|35=A|95=11|96=a|58=x|10=0|108=30|"), _index);
        Assert.Equal("a|58=x|10=0", FixText.Show(message[Tag.RawData]));
        Assert.Equal("30", FixText.Show(message[Tag.HeartBtInt]));
        Assert.False(message.Has(Tag.Text));
        Assert.Equal(FieldDefect.None, _index.Defect);
    }

    [Theory]
    [InlineData("95=400|96=abc|58=x|")]
    [InlineData("95=2|96=abc|58=x|")]
    [InlineData("95=-1|96=abc|58=x|")]
    public void A_data_length_that_leads_nowhere_is_a_defect(string fields)
    {
        FixMessage message = FixText.Parse(FixText.Frame($"8=FIX.4.4|35=A|{fields}"), _index);
        Assert.Equal(FieldDefect.WrongDataLength, _index.Defect);
        Assert.Equal("x", FixText.Show(message[Tag.Text]));
    }

    [Theory]
    [InlineData("0=x|", 0)]
    [InlineData("-7=x|", -7)]
    [InlineData("01=x|", int.MinValue)]
    [InlineData("1a=x|", int.MinValue)]
    [InlineData("=x|", int.MinValue)]
    [InlineData("word|", int.MinValue)]
    [InlineData("99999999999=x|", int.MinValue)]
    public void A_tag_that_is_no_positive_number_is_a_defect(string field, int tag)
    {
        FixMessage message = FixText.Parse(FixText.Frame($"8=FIX.4.4|35=0|{field}112=y|"), _index);
        Assert.Equal(FieldDefect.InvalidTag, _index.Defect);
        Assert.Equal(tag, message.TagAt(_index.DefectAt));
        Assert.Equal("y", FixText.Show(message[Tag.TestReqID]));
    }

    [Fact]
    public void Repeated_tags_are_noticed_and_the_first_is_found()
    {
        FixMessage message = FixText.Parse(FixText.Frame("8=FIX.4.4|35=D|40=1|11=a|40=2|"), _index);
        Assert.Equal("1", FixText.Show(message[Tag.OrdType]));
        Assert.Equal("2", FixText.Show(message.ValueAt(_index.RepeatedAt)));
    }

    [Fact]
    public void Groups_are_walked_entry_by_entry()
    {
        FixMessage message = FixText.Parse(FixText.Frame("8=FIX.4.4|35=D|78=2|79=A1|80=5|79=A2|80=7.5|54=1|80=9|"), _index);
        GroupWalker walker = message.Group(Tag.NoAllocs, [Tag.AllocAccount, Tag.AllocQty]);
        List<string> entries = [];
        while (walker.MoveNext())
        {
            walker.GetDecimal(Tag.AllocQty, out long quantity);
            entries.Add($"{FixText.Show(walker[Tag.AllocAccount])} {quantity}");
        }
        Assert.Equal(2, walker.Count);
        Assert.Equal(["A1 500000000", "A2 750000000"], entries);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1.5", -150_000_000)]
    [InlineData(".5", 50_000_000)]
    [InlineData("5.", 500_000_000)]
    [InlineData("002000.00", 200_000_000_000)]
    [InlineData("0.00000001", 1)]
    [InlineData("0.000000010000", 1)]
    [InlineData("92233720368.54775807", long.MaxValue)]
    public void Decimals_are_read_exactly(string text, long units)
    {
        Assert.True(FieldParser.TryDecimal(FixText.Raw(text), out long read));
        Assert.Equal(units, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("+1")]
    [InlineData("1e5")]
    [InlineData("1.2.3")]
    [InlineData(" 1")]
    [InlineData("0.000000001")]
    [InlineData("92233720368.54775808")]
    [InlineData("99999999999999999999999999")]
    public void Decimals_that_can_not_be_held_exactly_are_malformed(string text) =>
        Assert.False(FieldParser.TryDecimal(FixText.Raw(text), out _));

    [Theory]
    [InlineData("20240229-23:59:60", true)]
    [InlineData("20230229-00:00:00", false)]
    [InlineData("20231301-00:00:00", false)]
    [InlineData("20231114-24:00:00", false)]
    [InlineData("20231114-22:13:20.", false)]
    [InlineData("20231114-22:13:20.1234567890123", false)]
    [InlineData("20231114-22:13:20.123456789012", true)]
    [InlineData("20231114 22:13:20", false)]
    [InlineData("20231114", false)]
    public void Timestamps_are_strict(string text, bool good) => Assert.Equal(good, FieldParser.TryTimestamp(FixText.Raw(text), out _));

    [Fact]
    public void Times_of_day_are_read_as_byte_by_byte()
    {
        Random random = new(7);
        for (int i = 0; i < 200_000; i++)
        {
            byte[] text = FixText.Raw($"{random.Next(25):00}:{random.Next(62):00}:{random.Next(62):00}.123456789012"[..(8 + random.Next(14))]);
            for (int digit = 9; digit < text.Length; digit++)
                text[digit] = (byte)random.Next('0', '9' + 1);
            if (random.Next(3) == 0)
                text[random.Next(text.Length)] = (byte)random.Next(256);
            bool read = FieldParser.TryTimeOfDay(text, out long nanos);
            Assert.Equal((ByBytes(text) is not null, ByBytes(text) ?? nanos), (read, nanos));
        }
    }

    static long? ByBytes(byte[] text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool fits = i is 2 or 5 ? text[i] == ':' : i == 8 ? text[i] == '.' : char.IsAsciiDigit((char)text[i]);
            if (!fits)
                return null;
        }
        string shown = FixText.Show(text);
        int hour = int.Parse(shown[..2]), minute = int.Parse(shown[3..5]), second = int.Parse(shown[6..8]);
        if (hour > 23 || minute > 59 || second > 60 || text.Length == 9)
            return null;
        string fraction = text.Length == 8 ? "0" : shown[9..].PadRight(9, '0')[..9];
        return ((hour * 60 + minute) * 60L + second) * 1_000_000_000 + long.Parse(fraction);
    }

    [Fact]
    public void Written_numbers_and_stamps_read_back_the_same() =>
        Prop.ForAll<long, long, int>((number, units, seconds) =>
        {
            units = units == long.MinValue ? 0 : units;
            long time = (uint)seconds * 1_000_000_000L + Math.Abs(number % 1_000_000_000);
            byte[] buffer = new byte[512];
            FixWriter writer = new(buffer, new TimestampFormat());
            writer.WriteInt(1, number / 10);
            writer.WriteDecimal(2, units);
            writer.WriteTimestamp(70_000, time, TimestampPrecision.Nanos);
            FixMessage message = FixText.Parse(FixText.Frame($"8=FIX.4.4|35=0|{FixText.Show(buffer.AsSpan(0, writer.Position))}"), _index);
            return message.GetInt(1, out long readNumber) == FieldStatus.Ok && readNumber == number / 10
                && message.GetDecimal(2, out long readUnits) == FieldStatus.Ok && readUnits == units
                && message.GetTimestamp(70_000, out long readTime) == FieldStatus.Ok && readTime == time;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(int.MaxValue));

    [Fact]
    public void Random_and_mutated_bytes_never_throw()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        byte[] good = FixText.Frame("8=FIX.4.4|35=D|34=12|11=ID|78=2|79=A1|79=A2|95=3|96=a|b|38=1.50|60=20231114-22:13:20.123|");
        try
        {
            for (int i = 0; i < 50_000; i++)
            {
                byte[] bytes = (byte[])good.Clone();
                for (int changes = random.Next(1, 12); changes > 0; changes--)
                    bytes[random.Next(bytes.Length)] = (byte)"\u0001=0189A-.:~"[random.Next(11)];
                FixMessage message = FixText.Parse(bytes[..random.Next(bytes.Length + 1)], _index);
                Touch(message);
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}", e);
        }
    }

    static void Touch(in FixMessage message)
    {
        for (int i = 0; i < message.Count; i++)
        {
            int tag = message.TagAt(i);
            message.ValueAt(i);
            message.GetInt(tag, out _);
            message.GetDecimal(tag, out _);
            message.GetTimestamp(tag, out _);
        }
        GroupWalker walker = message.Group(Tag.NoAllocs, [Tag.AllocAccount]);
        while (walker.MoveNext())
            _ = walker[Tag.AllocAccount];
    }
}
