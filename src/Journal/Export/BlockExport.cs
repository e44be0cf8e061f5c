namespace Gateway.Journal.Export;

/// <summary>
/// Exports a journal: the calling thread reads frames in their order and sends what was written in the same order; in between, blocks of them are
/// decoded and written on as many threads as there are processors.
/// </summary>
public static class BlockExport
{
    static readonly int s_blocks = 2 * Environment.ProcessorCount + 1;

    /// <summary>Exports all that the reader has.</summary>
    /// <param name="reader">Where the messages come from.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="step">Called for each message, wanted or not.</param>
    /// <returns>A sentence on the first message that may be wanted and cannot be decoded; null when there is none.</returns>
    /// <exception cref="IOException">A file cannot be read, or the output not be written.</exception>
    public static string? Run(MergedReader reader, ExportFormat format, MessageFilter filter, Stream output, Action? step = null)
    {
        var blocks = Enumerable.Range(0, s_blocks).Select(_ => new ExportBlock(format, filter)).ToArray();
        output.Write(format.Header);
        try
        {
            string? fault = null;
            var next = 0;
            while (Fill(blocks[next], reader, filter, step))
            {
                blocks[next].Begin();
                next = (next + 1) % blocks.Length;
                Send(blocks[next], output, ref fault);
            }

            blocks[next].Begin();
            for (var i = 1; i <= blocks.Length; i++) Send(blocks[(next + i) % blocks.Length], output, ref fault);
            output.Flush();
            return fault;
        }
        finally
        {
            foreach (var block in blocks) block.Wait();
        }
    }

    static void Send(ExportBlock block, Stream output, ref string? fault)
    {
        var found = block.Send(output);
        fault ??= found;
    }

    /// <summary>True when the block is full, false at the end of the logs.</summary>
    static bool Fill(ExportBlock block, MergedReader reader, MessageFilter filter, Action? step)
    {
        while (!block.IsFull)
        {
            if (!reader.TryReadFrame(out var log, out var frame)) return false;
            step?.Invoke();
            if (filter.MayMatch(log, frame)) block.Add(log, frame);
        }

        return true;
    }
}
