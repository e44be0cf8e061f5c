using Gateway.Journal.Files;
using Gateway.Testing;

namespace Gateway.Journal.Tests;

public class PaceTests
{
    const long SegmentBytes = 16 << 20, Ahead = 4 << 20;

    [Fact]
    public async Task The_next_segment_is_zeroed_as_the_present_one_is_filled()
    {
        using var directory = TemporaryDirectory.InMemory();
        var files = new CountedFiles();
        using var journal = Samples.Open(directory.Path, new() { InboundSegmentBytes = SegmentBytes, Files = files });
        Assert.True(await Patience.UntilAsync(() => files.Zeroed == SegmentBytes + Ahead)); // The first one is made as a whole.

        var order = Samples.Order(1);
        void FillTo(long bytes)
        {
            for (; journal.Inbound.AppendedBytes < bytes; order.Sequence++) Assert.True(journal.Inbound.TryAppend(in order), journal.HealthReason);
        }

        FillTo(4 << 20);
        Assert.True(await Patience.UntilAsync(() => files.Zeroed >= SegmentBytes + Ahead + (5 << 20)));
        Assert.InRange(files.Zeroed, SegmentBytes + Ahead, SegmentBytes + Ahead + (6 << 20) + 1024);
        FillTo(9 << 20);
        Assert.True(await Patience.UntilAsync(() => files.Zeroed == 2 * SegmentBytes));
        FillTo(3 * SegmentBytes);
        Assert.Equal(order.Sequence - 1, journal.Inbound.CommittedSequence);
    }

    /// <summary>Counts what is written through handles into files of the inbound log: zeros, as frames are stored into the mapping.</summary>
    sealed class CountedFiles : IJournalFiles
    {
        readonly PosixFiles _files = PosixFiles.Instance;
        long _zeroed;

        internal long Zeroed => Volatile.Read(ref _zeroed);

        public IReadOnlyList<string> List(string directory) => _files.List(directory);

        public void CreateDirectory(string directory) => _files.CreateDirectory(directory);

        public IJournalFile Open(string path, FileUse use)
        {
            var file = _files.Open(path, use);
            return Path.GetFileName(path).StartsWith("inbound", StringComparison.Ordinal) ? new CountedFile(this, file) : file;
        }

        public void Rename(string from, string to) => _files.Rename(from, to);

        public void Delete(string path) => _files.Delete(path);

        public void SyncDirectory(string directory) => _files.SyncDirectory(directory);

        public IDisposable Lock(string path) => _files.Lock(path);

        sealed class CountedFile(CountedFiles owner, IJournalFile file) : IJournalFile
        {
            public long Length => file.Length;

            public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

            public int Write(ReadOnlySpan<byte> buffer, long offset)
            {
                var count = file.Write(buffer, offset);
                Interlocked.Add(ref owner._zeroed, count);
                return count;
            }

            public void Allocate(long length) => file.Allocate(length);

            public void Sync() => file.Sync();

            public NativeMemory Map(long length) => file.Map(length);

            public void Dispose() => file.Dispose();
        }
    }
}
