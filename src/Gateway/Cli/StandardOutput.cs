using System.Runtime.InteropServices;

namespace Gateway.Cli;

/// <summary>
/// Standard output for much data: it notices when nobody reads any more, which the console's own stream hides, and it appends where a
/// file stream over a redirected output would write at a place of its own.
/// </summary>
sealed partial class StandardOutput : Stream
{
    const int Interrupted = 4, BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Runs a command that writes; a closed pipe ends it silently.</summary>
    internal static int Run(Func<Stream, int> write)
    {
        try
        {
            using var output = new BufferedStream(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput(), 1 << 16);
            var code = write(output);
            output.Flush();
            return code;
        }
        catch (OutputClosedException)
        {
            return ExitCode.Fine;
        }
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = Write(1, buffer, (nuint)buffer.Length);
            if (count >= 0) buffer = buffer[(int)count..];
            else if (Marshal.GetLastPInvokeError() == BrokenPipe) throw new OutputClosedException();
            else if (Marshal.GetLastPInvokeError() != Interrupted)
                throw new IOException($"Cannot write to standard output: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nuint count);
}
