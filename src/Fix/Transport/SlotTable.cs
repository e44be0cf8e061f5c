namespace Gateway.Fix.Transport;

/// <summary>What the poller's keys stand for. A key is used again after its socket has been removed from the poller.</summary>
sealed class SlotTable
{
    readonly Stack<int> _free = new();
    object?[] _slots = new object?[64];
    int _count;

    public object? this[int key]
    {
        get => (uint)key < (uint)_slots.Length ? _slots[key] : null;
        set => _slots[key] = value;
    }

    public int Take()
    {
        if (_free.TryPop(out int key))
            return key;
        if (_count == _slots.Length)
            Array.Resize(ref _slots, _slots.Length * 2);
        return _count++;
    }

    public void Release(int key)
    {
        _slots[key] = null;
        _free.Push(key);
    }

    public IEnumerable<object> All() => _slots.OfType<object>();
}
