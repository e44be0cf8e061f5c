using System.Buffers;
using Gateway.Journal.Files;
using Gateway.Journal.Format;

namespace Gateway.Journal.Writing;

/// <summary>Makes segments ready to be written: real blocks, pages present; zeros and the name on the disk where that is asked for.</summary>
sealed class SegmentFactory(string directory, LogName log, JournalOptions options) : IDisposable
{
    const int ReadLength = 1 << 20;

    readonly IJournalFiles _files = options.Files;
    BlankFile? _blank;
    NativeMemory? _spare;
    bool _hasMadeSpare;

    internal LogName Log => log;

    string NextPath => Path.Combine(directory, SegmentName.Next(log));

    bool OnDisk => options.Durability == Durability.Disk;

    /// <summary>The next segment, under its name for the time being. A left-over one is used again if it is as good as new.</summary>
    internal Segment Prepare() => Prepare(long.MaxValue)!;

    /// <summary>Goes on preparing the next segment; null as long as it is not ready.</summary>
    /// <param name="until">How far, in its bytes.</param>
    internal Segment? Prepare(long until)
    {
        var length = options.SegmentBytes(log);
        if ((_blank is not null || !IsBlank(length)) && !TryMakeBlank(length, until)) return null;
        return Load(NextPath, length, isBlank: true);
    }

    /// <summary>Opens the last segment of a recovered log; its bytes behind the last frame are zero.</summary>
    internal Segment Reopen(string path, long firstSequence)
    {
        long length;
        using (var file = _files.Open(path, FileUse.Write))
        {
            length = RoundUp(file.Length);
            if (length != file.Length) BlankFile.Zero(file, file.Length, length);
            if (OnDisk) file.Sync();
        }

        var segment = Load(path, length, isBlank: false);
        segment.Resume(firstSequence);
        return segment;
    }

    /// <summary>
    /// Puts the header of a log's very first segment on the disk, before anybody else writes: an empty log is then one that was begun, and not one
    /// whose beginning is lost. Later ones go with their first frames.
    /// </summary>
    internal void WriteHeader(Segment segment)
    {
        if (OnDisk && segment.File.Write(segment.Image.Span(0, JournalOptions.BlockBytes), 0) != JournalOptions.BlockBytes)
            throw new JournalIOException("write the header", segment.Path, 0);
    }

    /// <summary>Gives a begun segment its final name.</summary>
    internal void GiveName(Segment segment)
    {
        var path = Path.Combine(directory, SegmentName.Of(log, segment.FirstSequence));
        if (segment.Path == path) return;
        _files.Rename(segment.Path, path);
        segment.Path = path;
        if (OnDisk) SyncNames();
    }

    /// <summary>Where this fails once, nobody can tell any more which names are on the disk, however often it succeeds afterwards.</summary>
    void SyncNames()
    {
        try
        {
            _files.SyncDirectory(directory);
        }
        catch (IOException e)
        {
            throw new NamesNotSyncedException(e);
        }
    }

    static long RoundUp(long length) => (length + JournalOptions.BlockBytes - 1) / JournalOptions.BlockBytes * JournalOptions.BlockBytes;

    Segment Load(string path, long length, bool isBlank)
    {
        if (!OnDisk)
        {
            var mapped = _files.Open(path, FileUse.Write);
            return Guarded(mapped, () => new(path, mapped.Map(length), mapped));
        }

        var image = TakeSpare(length) ?? NativeMemory.Anonymous(length);
        try
        {
            if (!isBlank) Fill(image, path);
            return new(path, image, _files.Open(path, FileUse.Durable));
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of a segment that is written out, but not of its pages: fresh ones cost the kernel, and the host below it, up to 0.1 s.</summary>
    internal void Retire(Segment segment)
    {
        if (OnDisk && _spare is null && segment.Length == options.SegmentBytes(log)) _spare = segment.Close();
        else segment.Dispose();
    }

    /// <summary>Makes, once, the pages of the segment after the next one, so that none are made while the log is busy.</summary>
    internal void MakeSpare()
    {
        if (!OnDisk || _hasMadeSpare) return;
        _hasMadeSpare = true;
        try
        {
            _spare ??= NativeMemory.Anonymous(options.SegmentBytes(log));
        }
        catch (JournalIOException)
        {
            // They are made when they are needed, or their lack is told then.
        }
    }

    NativeMemory? TakeSpare(long length)
    {
        if (_spare?.Length != length) return null;
        var spare = _spare;
        _spare = null;
        return spare;
    }

    public void Dispose()
    {
        ForgetBlank();
        _spare?.Dispose();
    }

    void Fill(NativeMemory image, string path)
    {
        using var source = _files.Open(path, FileUse.Read);
        Reading.LogReader.ReadFully(source, image.Span(0, (int)image.Length), 0);
    }

    static Segment Guarded(IJournalFile file, Func<Segment> make)
    {
        try
        {
            return make();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    bool IsBlank(long length)
    {
        // A process that ended while it prepared may have left blocks that are promised but not written out.
        if (OnDisk || !_files.List(directory).Contains(SegmentName.Next(log))) return false;
        using var file = _files.Open(NextPath, FileUse.Read);
        return file.Length == length && IsZero(file);
    }

    static bool IsZero(IJournalFile file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadLength);
        try
        {
            for (var offset = 0L; Reading.LogReader.ReadFully(file, buffer.AsSpan(0, ReadLength), offset) is > 0 and var count; offset += count)
                if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0)) return false;
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    bool TryMakeBlank(long length, long until)
    {
        try
        {
            _blank ??= BlankFile.Begin(_files, NextPath, length, OnDisk);
            if (!_blank.Zero(OnDisk ? long.MaxValue : until)) return false;
            if (OnDisk) _blank.Sync();
        }
        catch
        {
            ForgetBlank(); // The next try begins with an empty file: nothing of what failed is trusted.
            throw;
        }

        ForgetBlank();
        if (OnDisk) SyncNames();
        return true;
    }

    void ForgetBlank()
    {
        _blank?.Dispose();
        _blank = null;
    }
}

/// <summary>The directory could not be synced: final, because a later sync that succeeds does not say that it covers what failed.</summary>
sealed class NamesNotSyncedException(IOException cause) : IOException(cause.Message, cause);
