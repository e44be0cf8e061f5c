namespace Gateway.Engine.Matching;

public sealed unsafe partial class Book
{
    private long Hidden(RestingOrder* order, int handle) => order->Iceberg != 0 ? _tables->Icebergs[handle].HiddenLots : 0;

    private void ChangeHidden(RestingOrder* order, long lots)
    {
        _tables->LevelHidden[order->Level] += lots;
        Half((BookSide)order->Side).HiddenLots += lots;
    }

    private void TakeHidden(RestingOrder* order, int handle, long lots)
    {
        _tables->Icebergs[handle].HiddenLots -= lots;
        ChangeHidden(order, -lots);
    }

    private long DropReserve(RestingOrder* order, int handle)
    {
        var hidden = _tables->Icebergs[handle].HiddenLots;
        ChangeHidden(order, -hidden);
        return hidden;
    }

    /// <summary>Shows the next peak of an order whose displayed lots are gone, at the back of the queue: displaying anew costs priority.</summary>
    private void Refresh(RestingOrder* order, int handle)
    {
        var peak = Math.Min(_tables->Icebergs[handle].PeakLots, _tables->Icebergs[handle].HiddenLots);
        TakeHidden(order, handle, peak);
        order->Lots = peak;
        var level = _tables->Levels.Items + order->Level;
        level->Orders--;
        Bridge(level, order->Prev, order->Next);
        order->Next = 0;
        Append(level, order, handle);
        if (_tape is null) return;
        _tape.Left(_tapeInstrument, handle);
        _tape.Joined(_tapeInstrument, handle, order->User, (BookSide)order->Side, PriceKey.ToTicks((BookSide)order->Side, level->Key), peak);
    }
}
