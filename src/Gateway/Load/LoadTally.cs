using System.Text;
using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Load;

/// <summary>Counts what was answered. Nothing is allocated except for a reject code that comes the first time.</summary>
sealed class LoadTally
{
    readonly List<(byte[] Code, string Text)> _codes = [];
    readonly List<long> _codeCounts = [];

    /// <summary>Orders accepted (150=0).</summary>
    internal long Accepted { get; private set; }

    /// <summary>Replaces done (150=5).</summary>
    internal long Replaced { get; private set; }

    /// <summary>Cancels done (150=4), asked for or not.</summary>
    internal long Cancelled { get; private set; }

    /// <summary>What was left of orders that do not rest (150=C).</summary>
    internal long Expired { get; private set; }

    /// <summary>Fills (150=F); each trade between two own orders is two.</summary>
    internal long Fills { get; private set; }

    /// <summary>Reports of any other kind.</summary>
    internal long Others { get; private set; }

    /// <summary>Quantity bought, 1e-8 of whatever was traded.</summary>
    internal Int128 Bought { get; private set; }

    /// <summary>Quantity sold, 1e-8 of whatever was traded.</summary>
    internal Int128 Sold { get; private set; }

    /// <summary>Refusals of any form.</summary>
    internal long Refused { get; private set; }

    /// <summary>Refusals by the code that their text begins with, most frequent first.</summary>
    internal IReadOnlyDictionary<string, long> Refusals =>
        _codes.Select((code, i) => (code.Text, Count: _codeCounts[i])).OrderByDescending(pair => pair.Count).ToDictionary(pair => pair.Text, pair => pair.Count);

    /// <summary>Counts one answer.</summary>
    internal void Add(in Report report, in FixMessage message)
    {
        if (report.IsRefusal) AddRefusal(Report.CodeOf(message));
        else if (report.ExecType == ExecType.Trade) AddFill(report);
        else if (report.ExecType == ExecType.New) Accepted++;
        else if (report.ExecType == ExecType.Canceled) Cancelled++;
        else if (report.ExecType == ExecType.Replaced) Replaced++;
        else if (report.ExecType == ExecType.Expired) Expired++;
        else Others++;
    }

    void AddFill(in Report report)
    {
        Fills++;
        if (report.Side == Side.Buy) Bought += report.LastQuantity;
        else Sold += report.LastQuantity;
    }

    void AddRefusal(ReadOnlySpan<byte> code)
    {
        Refused++;
        for (var i = 0; i < _codes.Count; i++)
        {
            if (!code.SequenceEqual(_codes[i].Code)) continue;
            _codeCounts[i]++;
            return;
        }
        _codes.Add((code.ToArray(), Encoding.ASCII.GetString(code)));
        _codeCounts.Add(1);
    }
}
