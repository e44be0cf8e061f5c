using Gateway.Latency;

namespace Gateway.Load;

/// <summary>
/// The latencies of a run by kind of request, those to exchanges apart: response from the planned instant, service from the actual send. Only the first is free of coordinated
/// omission; the second beside it shows how much of it was waiting.
/// </summary>
sealed class LoadHistograms
{
    readonly LatencyHistogram[] _response = Make("");
    readonly LatencyHistogram[] _service = Make(".service");

    /// <summary>Counts the first answer to a request.</summary>
    internal void Record(in PendingRequest request, long receivedNanos)
    {
        var row = request.IsRouted ? _response.Length - 1 : (int)request.Kind;
        _response[row].Record(receivedNanos - request.PlannedNanos);
        _service[row].Record(receivedNanos - request.SentNanos);
    }

    /// <summary>Response times of all requests.</summary>
    internal LatencyHistogram All => Sum(_response);

    /// <summary>The rows of the table: all requests, their service time where there was a plan, then response by kind.</summary>
    internal IReadOnlyList<PercentileRow> Rows(bool planned) =>
    [
        PercentileRow.Of("all", Sum(_response)),
        .. planned ? [PercentileRow.Of("all.service", Sum(_service))] : Array.Empty<PercentileRow>(),
        .. _response.Where(histogram => histogram.TotalCount > 0).Select(histogram => PercentileRow.Of(histogram.Tag!, histogram)),
    ];

    /// <summary>Writes one interval for each kind and measure.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    internal void Write(string path, long startMillis, long endMillis)
    {
        try
        {
            using var writer = new HistogramLogWriter(File.Create(path), startMillis);
            foreach (var histogram in _response.Concat(_service).Where(histogram => histogram.TotalCount > 0))
            {
                (histogram.StartMillis, histogram.EndMillis) = (startMillis, endMillis);
                writer.Write(histogram);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be written: {error.Message}", ExitCode.Unreachable);
        }
    }

    static LatencyHistogram Sum(LatencyHistogram[] histograms)
    {
        var sum = new LatencyHistogram();
        foreach (var histogram in histograms) sum.Add(histogram);
        return sum;
    }

    static LatencyHistogram[] Make(string suffix) =>
        [.. Enum.GetValues<RequestKind>().Select(OrderMix.NameOf).Append("routed").Select(name => new LatencyHistogram { Tag = name + suffix })];
}
