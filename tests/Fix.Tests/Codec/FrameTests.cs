using FsCheck;
using FsCheck.Fluent;
using Gateway.Fix.Codec;

namespace Gateway.Fix.Tests;

public class FrameTests
{
    const int SizeMax = 1_024;

    static readonly string[] Pieces =
    [
        "8=FIX.4.4|35=0|34=2|", "8=FIX.4.4|35=D|34=3|11=ORDER|58=8=FIX inside|", "8=FIXT.1.1|35=B|34=4|95=5|96=a|b=c|",
        "8=FIX.4.2|35=AE|34=5|58=" + "0123456789012345678901234567890123456789" + "|",
    ];

    /// <summary>Messages cut from a stream that comes in the given portions.</summary>
    static List<string> Cut(byte[] stream, IReadOnlyList<int> portions)
    {
        List<string> messages = [];
        int start = 0, end = 0, next = 0;
        while (end < stream.Length)
        {
            end = portions.Count == 0 ? stream.Length : Math.Min(stream.Length, end + portions[next++ % portions.Count]);
            while (start < end)
            {
                FrameStatus status = FrameFinder.Find(stream.AsSpan(start, end - start), SizeMax, out int length);
                if (status == FrameStatus.NeedMore)
                    break;
                Assert.InRange(length, 1, end - start);
                if (status == FrameStatus.Complete)
                    messages.Add(FixText.Show(stream.AsSpan(start, length)));
                start += length;
            }
        }
        return messages;
    }

    /// <summary>Good messages, garbled ones and noise, one after the other.</summary>
    static readonly Arbitrary<byte[]> Streams = Gen.OneOf(
            Gen.Elements(Pieces).Select(FixText.Frame),
            Gen.Elements(Pieces).Select(FixText.Frame).SelectMany(frame => Gen.Choose(0, frame.Length - 1)
                .SelectMany(at => Gen.Choose(0, 255).Select(value => Changed(frame, at, (byte)value)))),
            Gen.Elements(Pieces).Select(FixText.Frame).SelectMany(frame => Gen.Choose(0, frame.Length).Select(count => frame[..count])),
            Gen.Elements("noise", "8=FI", "8=FIX.4.4|9=", "10=000|", "|10=", "8=FIX.4.4|9=999999999999|35=0|", "8=FIX.4.4|9=0005|35=0|10=163|")
                .Select(FixText.Raw))
        .ListOf().Select(parts => parts.SelectMany(part => part).ToArray()).ToArbitrary();

    static byte[] Changed(byte[] frame, int at, byte value)
    {
        byte[] copy = [.. frame];
        copy[at] = value;
        return copy;
    }

    [Fact]
    public void Any_split_of_any_stream_gives_the_same_messages() =>
        Prop.ForAll(Streams, Gen.Choose(1, 40).NonEmptyListOf().ToArbitrary(),
            (stream, portions) => Cut(stream, []).SequenceEqual(Cut(stream, [.. portions])))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Every_good_message_of_a_clean_stream_is_found_at_every_split()
    {
        byte[] stream = [.. Pieces.Select(FixText.Frame).SelectMany(frame => frame)];
        for (int portion = 1; portion < stream.Length; portion++)
            Assert.Equal(Pieces.Select(p => FixText.Show(FixText.Frame(p))), Cut(stream, [portion]));
    }

    [Theory]
    [InlineData("8=FIX.4.4|9=5|35=0|10=163|", FrameStatus.Complete)]
    [InlineData("8=FIX.4.4|9=0000005|35=0|10=163|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=5|35=0|10=164|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=5|35=0|10=x63|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|35=0|9=5|10=163|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=5|34=1|10=166|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=|35=0|10=163|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=-5|35=0|10=163|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=9999|35=0|10=163|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=4|35=0|10=163|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=6|35=0|10=163|", FrameStatus.NeedMore)]
    [InlineData("x8=FIX.4.4|9=5|35=0|10=163|", FrameStatus.Garbled)]
    [InlineData("8=FIX.4.4|9=5|35=0|10=163", FrameStatus.NeedMore)]
    [InlineData("8=FIX.4.4|9=5", FrameStatus.NeedMore)]
    [InlineData("8=", FrameStatus.NeedMore)]
    public void A_frame_is_judged_by_its_ends(string text, FrameStatus expected) =>
        Assert.Equal(expected, FrameFinder.Find(FixText.Raw(text), SizeMax, out _));

    [Fact]
    public void Zero_padded_lengths_are_read()
    {
        byte[] front = FixText.Raw("8=FIX.4.4|9=0000005|35=0|");
        byte[] frame = [.. front, .. FixText.Raw($"10={CheckSum.Compute(front):000}|")];
        Assert.Equal(FrameStatus.Complete, FrameFinder.Find(frame, SizeMax, out int length));
        Assert.Equal(frame.Length, length);
    }

    [Fact]
    public void The_checksum_is_the_sum_of_all_bytes() =>
        Prop.ForAll<byte[]>(bytes => CheckSum.Compute(bytes) == bytes.Sum(b => b) % 256)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(300));
}
