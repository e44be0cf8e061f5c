using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>Puts an adapter's findings into the words of the house. Used on the adapter's thread only.</summary>
sealed class VenueReporter(ushort venue, RetainingInbox inbox)
{
    volatile VenueState _state = VenueState.Down;
    bool _stateKnown;

    /// <summary>The state last told.</summary>
    public VenueState State => _state;

    /// <summary>True when all that was said has been taken.</summary>
    public bool IsClear => inbox.IsClear;

    public int Flush() => inbox.Flush();

    public void Report(in VenueReport report)
    {
        var message = new Inbound { Kind = InboundKind.VenueReport, Venue = venue, VenueReport = report };
        inbox.Post(in message);
    }

    /// <summary>A report that carries no more than its type and words.</summary>
    public void Report(VenueReportType type, long orderId, int revision, string text)
        => Report(new VenueReport { Type = type, OrderId = orderId, Revision = revision, Text = VenueText.Clip40(text) });

    /// <summary>Refuses a request that was never sent; a query has no refusal, its outcome just stays open.</summary>
    public void Deny(VenueAction action, long orderId, int revision, string text) => Report(Denial(action), orderId, revision, text);

    /// <summary>Tells the state when it has changed, and the first time.</summary>
    public void SetState(VenueState state, string cause)
    {
        if (_stateKnown && state == _state) return;
        _stateKnown = true;
        _state = state;
        var message = new Inbound { Kind = InboundKind.VenueStateChanged, Venue = venue };
        message.VenueStateChanged = new() { State = state, Cause = VenueText.Clip64(cause) };
        inbox.Post(in message);
    }

    public void Quote(in VenueQuote quote)
    {
        var message = new Inbound { Kind = InboundKind.VenueQuote, Venue = venue, VenueQuote = quote };
        inbox.Post(in message);
    }

    static VenueReportType Denial(VenueAction action) => action switch
    {
        VenueAction.New => VenueReportType.Rejected,
        VenueAction.Query => VenueReportType.Unknown,
        _ => VenueReportType.RequestRejected,
    };
}
