namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>What a replay found.</summary>
sealed class LobsterTally(LobsterFiles files)
{
    const int ExamplesMax = 10;

    readonly long[] _events = new long[8];
    long _wrong;
    long _hitWrong;

    /// <summary>Rows compared with the book file.</summary>
    internal long Compared { get; private set; }

    /// <summary>Rows where price and size of best bid and best ask are the file's.</summary>
    internal long Agreed { get; private set; }

    /// <summary>Rows where the gateway shows what the messages say, but the file shows a better price that no message brought.</summary>
    internal long Appeared { get; private set; }

    /// <summary>… but a price of the messages is gone from the file without a message.</summary>
    internal long Vanished { get; private set; }

    /// <summary>… but the file shows another size at the same price.</summary>
    internal long Resized { get; private set; }

    /// <summary>Rows where the gateway's reports differ from what the messages say: a fault.</summary>
    internal long Wrong => _wrong;

    /// <summary>Executions that hit the order which the file names, the oldest at the best price.</summary>
    internal long HitKnown { get; private set; }

    /// <summary>Executions of an order that was there before it could be seen: the oldest without an id was hit.</summary>
    internal long HitUnknown { get; private set; }

    /// <summary>Executions by aggressors for which the file itself leaves the order of the queue.</summary>
    internal long HitNotFirst { get; private set; }

    /// <summary>Executions where the gateway hit another order than the oldest: a fault.</summary>
    internal long HitWrong => _hitWrong;

    /// <summary>The first faults, in words.</summary>
    internal List<string> Faults { get; } = [];

    internal long Aggressors { get; set; }

    internal long Seeded { get; set; }

    internal long CameIntoView { get; set; }

    internal long LeftBand { get; set; }

    internal long GoneInside { get; set; }

    internal long GrownInside { get; set; }

    internal long ShrunkInside { get; set; }

    internal long NotInBand { get; set; }

    internal long ExecutedNotInBand { get; set; }

    internal long Crossing { get; set; }

    /// <summary>How many messages of a kind were played.</summary>
    internal long Events(LobsterEvent kind) => _events[(int)kind];

    internal void Count(LobsterEvent kind) => _events[(int)kind]++;

    /// <summary>Compares best bid and ask by the venue's reports with the file's, and with what the messages say.</summary>
    internal void Compare(in Checkpoint checkpoint, TopOfBook reported)
    {
        var file = files.Top(checkpoint.Row);
        var expected = checkpoint.Expected;
        Compared++;
        if (reported == file) Agreed++;
        else if (reported != expected) Fault(ref _wrong, $"row {checkpoint.Row + 1}: reported {reported}, expected {expected}, file {file}");
        else if (Better(file, expected)) Appeared++;
        else if (Better(expected, file)) Vanished++;
        else Resized++;
    }

    /// <summary>Counts an execution.</summary>
    /// <param name="row">Its message.</param>
    /// <param name="isKnown">The file names an order that was submitted within it.</param>
    /// <param name="skipsQueue">The file executes an order that is not the oldest at the best price, in this message or before it in the same aggressor.</param>
    /// <param name="asExpected">The venue hit the order that the file names.</param>
    internal void CountHit(int row, bool isKnown, bool skipsQueue, bool asExpected)
    {
        if (asExpected && isKnown) HitKnown++;
        else if (asExpected) HitUnknown++;
        else if (skipsQueue) HitNotFirst++;
        else Fault(ref _hitWrong, $"row {row + 1}: the oldest order at the best price was not hit");
    }

    void Fault(ref long count, string text)
    {
        count++;
        if (Faults.Count < ExamplesMax) Faults.Add(text);
    }

    static bool Better(TopOfBook one, TopOfBook other) =>
        one.BidPrice > other.BidPrice || one.AskPrice != 0 && (other.AskPrice == 0 || one.AskPrice < other.AskPrice);
}
