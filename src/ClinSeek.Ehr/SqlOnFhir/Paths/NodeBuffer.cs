namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A collection that is filled, read and used again.</summary>
internal sealed class NodeBuffer
{
    private PathNode[] _items = new PathNode[8];

    public int Count { get; private set; }

    public ref readonly PathNode this[int place] => ref _items[place];

    public ReadOnlySpan<PathNode> Items => _items.AsSpan(0, Count);

    public void Add(in PathNode node)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = node;
    }

    public void AddRange(NodeBuffer other)
    {
        for (int place = 0; place < other.Count; place++)
        {
            Add(other[place]);
        }
    }

    /// <summary>How many items there are, with the item where it is one.</summary>
    public Found Only(out PathNode item)
    {
        item = Count == 1 ? _items[0] : default;
        return Count switch { 0 => Found.Nothing, 1 => Found.One, _ => Found.Several };
    }

    /// <summary>Forgets the items; a buffer that one huge resource made large is given back.</summary>
    public void Clear()
    {
        const int Kept = 1024;
        if (_items.Length > Kept)
        {
            _items = new PathNode[Kept];
        }
        else
        {
            Array.Clear(_items, 0, Count);
        }

        Count = 0;
    }
}
