namespace Gateway.Journal.Export;

/// <summary>A form in which messages are exported.</summary>
public sealed class ExportFormat
{
    readonly Func<ExportOutput, IMessageWriter> _begin;

    ExportFormat(Func<ExportOutput, IMessageWriter> begin, byte[] header) => (_begin, Header) = (begin, header);

    /// <summary>A JSON object per line.</summary>
    public static ExportFormat Json { get; } = new(output => new JsonLinesWriter(output), []);

    /// <summary>A MessagePack map per message.</summary>
    public static ExportFormat MessagePack { get; } = new(output => new MessagePackMapWriter(output), []);

    /// <summary>Comma-separated values: the columns are those of all kinds that the logs have and the filter wants.</summary>
    public static ExportFormat Csv(IEnumerable<LogName> logs, MessageFilter filter)
    {
        var columns = new CsvColumns(logs, filter);
        return new(output => new CsvWriter(output, columns), columns.Header);
    }

    /// <summary>What stands before the first message.</summary>
    internal byte[] Header { get; }

    internal IMessageWriter Begin(ExportOutput output) => _begin(output);
}
