using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

public sealed class FileStoreTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    FileStore Open(long bytesMax = 1 << 20) => new(_directory.Path, "s", bytesMax);

    static string Resend(FixStore store)
    {
        SessionDriver driver = new(store: store);
        driver.LogOn();
        string resent = driver.Say($"2|34={driver.Session.NextTargetMsgSeqNum}|7=1|16=0|");
        while (driver.Session.HasWork)
            resent += driver.Wait(0);
        return resent;
    }

    [Fact]
    public void Numbers_and_messages_are_there_after_reopening()
    {
        using (FileStore store = Open())
        {
            SessionDriver driver = new(store: store);
            driver.Report("R1");
            driver.LogOn();
            driver.Report("R2");
        }
        using FileStore again = Open();
        Assert.Equal("", again.Recovery);
        Assert.Equal(4, again.NextSenderMsgSeqNum);
        Assert.Equal(2, again.NextTargetMsgSeqNum);
        Assert.Equal("8|34=1|43=Y|11=R1| 4|34=2|43=Y|36=3|123=Y| 8|34=3|43=Y|11=R2| 4|34=4|43=Y|36=5|123=Y|", Resend(again));
    }

    [Fact]
    public void Every_torn_tail_is_cut_to_the_last_whole_record()
    {
        using (FileStore store = Open())
        {
            SessionDriver driver = new(store: store);
            driver.Report("R1");
            driver.Report("R2");
        }
        string file = Assert.Single(Directory.GetFiles(_directory.Path));
        byte[] whole = File.ReadAllBytes(file);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            using FileStore store = Open();
            Assert.Equal(length == 0 || length == whole.Length / 2, store.Recovery.Length == 0);
            Assert.Equal(length < whole.Length / 2 ? 1 : 2, store.NextSenderMsgSeqNum);
        }
    }

    [Fact]
    public void A_changed_byte_is_noticed()
    {
        using (FileStore store = Open())
            new SessionDriver(store: store).Report("R1");
        string file = Assert.Single(Directory.GetFiles(_directory.Path));
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^4] ^= 1;
        File.WriteAllBytes(file, bytes);
        using FileStore again = Open();
        Assert.Contains("were cut", again.Recovery, StringComparison.Ordinal);
        Assert.Equal(1, again.NextSenderMsgSeqNum);
    }

    [Fact]
    public void Old_messages_give_way_and_are_gap_filled()
    {
        using FileStore store = Open(bytesMax: 8_192);
        SessionDriver driver = new(store: store);
        for (int i = 1; i <= 400; i++)
            driver.Report($"R{i}");
        Assert.InRange(store.BytesUsed, 1, 8_192);
        Assert.InRange(Directory.GetFiles(_directory.Path).Length, 1, 2);
        string resent = Resend(store);
        Assert.StartsWith("4|34=1|43=Y|36=", resent, StringComparison.Ordinal);
        Assert.Contains("8|34=400|43=Y|11=R400|", resent, StringComparison.Ordinal);
        store.Dispose();
        using FileStore again = Open(bytesMax: 8_192);
        Assert.Equal(402, again.NextSenderMsgSeqNum);
    }

    [Fact]
    public void A_second_process_is_locked_out_and_a_reset_is_remembered()
    {
        using (FileStore store = Open())
        {
            Assert.Throws<IOException>(() => Open());
            new SessionDriver(store: store).Report("R1");
            store.Reset(SessionDriver.Start);
            store.SetNextTarget(5, admin: true);
        }
        using FileStore again = Open();
        Assert.Equal(1, again.NextSenderMsgSeqNum);
        Assert.Equal(5, again.NextTargetMsgSeqNum);
        Assert.Equal(SessionDriver.Start, again.ResetTime);
    }
}
