namespace Gateway.Fix.Dictionary;

/// <summary>The fields of a message, of the header or trailer, or of one entry of a repeating group, in the dictionary's order.</summary>
public sealed class FieldSet
{
    readonly List<int> _tags = [];
    readonly List<int> _required = [];
    readonly List<GroupDefinition?> _groups = [];
    // Place in the order plus 1, by tag; 0 for tags that are not of this set.
    ushort[] _places = [];

    /// <summary>Tags that must be there.</summary>
    public IReadOnlyList<int> Required => _required;

    /// <summary>Every tag; members of groups are in the groups' sets.</summary>
    public IReadOnlyList<int> Tags => _tags;

    /// <summary>The first tag, which begins each entry of a group; 0 when the set is empty.</summary>
    public int Delimiter => _tags.Count > 0 ? _tags[0] : 0;

    /// <summary>True for a field of this set.</summary>
    public bool Contains(int tag) => OrderOf(tag) >= 0;

    /// <summary>Place of a field in the dictionary's order, or -1.</summary>
    public int OrderOf(int tag) => (uint)tag < (uint)_places.Length ? _places[tag] - 1 : -1;

    /// <summary>The group that <paramref name="tag"/> counts, or null.</summary>
    public GroupDefinition? GroupOf(int tag)
    {
        int place = OrderOf(tag);
        return place < 0 ? null : _groups[place];
    }

    internal void Add(int tag, bool required)
    {
        if (Contains(tag))
            return;
        if (tag >= _places.Length)
            Array.Resize(ref _places, tag + 1);
        _tags.Add(tag);
        _groups.Add(null);
        _places[tag] = (ushort)_tags.Count;
        if (required)
            _required.Add(tag);
    }

    internal FieldSet AddGroup(int countTag, bool required)
    {
        Add(countTag, required);
        FieldSet members = new();
        _groups[OrderOf(countTag)] = new GroupDefinition(countTag, members);
        return members;
    }
}
