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
    /// <returns>False when a message cannot be decoded.</returns>
    /// <exception cref="IOException">A file cannot be read, or the output not be written.</exception>
    public static bool Run(MergedReader reader, ExportFormat format, MessageFilter filter, Stream output, Action? step = null)
    {
        var blocks = Enumerable.Range(0, s_blocks).Select(_ => new ExportBlock(format, filter)).ToArray();
        output.Write(format.Header);
        try
        {
            var fine = true;
            var next = 0;
            while (Fill(blocks[next], reader, filter, step))
            {
                blocks[next].Begin();
                next = (next + 1) % blocks.Length;
                fine &= blocks[next].Send(output);
            }

            blocks[next].Begin();
            for (var i = 1; i <= blocks.Length; i++) fine &= blocks[(next + i) % blocks.Length].Send(output);
            output.Flush();
            return fine;
        }
        finally
        {
            foreach (var block in blocks) block.Wait();
        }
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
