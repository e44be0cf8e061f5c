using Microsoft.Win32.SafeHandles;

namespace Gateway.Cli;

/// <summary>Whoever read our output has seen enough.</summary>
sealed class OutputClosedException(IOException inner) : IOException(inner.Message, inner);

/// <summary>Standard output for much data: buffered, and it notices when nobody reads any more, which the console's own stream hides.</summary>
sealed class StandardOutput : Stream
{
    readonly BufferedStream _stream = new(new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 0), 1 << 16);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => Guard(() => _stream.Flush());

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _stream.Write(buffer);
        }
        catch (IOException e)
        {
            throw new OutputClosedException(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    static void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (IOException e)
        {
            throw new OutputClosedException(e);
        }
    }

    /// <summary>Runs a command that writes; a closed pipe ends it silently.</summary>
    internal static int Run(Func<Stream, int> write)
    {
        try
        {
            var output = new StandardOutput();
            var code = write(output);
            output.Flush();
            return code;
        }
        catch (OutputClosedException)
        {
            return ExitCode.Fine;
        }
    }
}
