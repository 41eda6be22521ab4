using System.Numerics;

namespace ClinSeek.Ehr.Database;

/// <summary>A row before it is written. A record holds many, so what is null takes no room in it and the resource's name is made when it is asked for.</summary>
internal sealed class PatientRow
{
    private const int Masked = 64;
    private const string History = "/_history/";

    private readonly string _key;
    private readonly string? _version;
    private readonly ulong _filled;
    private readonly object?[] _cells;

    /// <param name="key">The resource's key: type and id.</param>
    /// <param name="version">Its version; null where that is unknown.</param>
    /// <param name="part">0 for the resource itself, 1.. for its parts in order.</param>
    /// <param name="eventTime">When it happened.</param>
    /// <param name="availableTime">When it could first be known.</param>
    /// <param name="own">The values after the common columns: null, string, long, double, or the row that it belongs to.</param>
    public PatientRow(string key, string? version, int part, string? eventTime, string? availableTime, ReadOnlySpan<object?> own)
    {
        (_key, _version, Part, EventTime, AvailableTime, Count) = (key, version, part, eventTime, availableTime, own.Length);
        for (int place = 0; place < own.Length && own.Length <= Masked; place++)
        {
            _filled |= own[place] is null ? 0 : 1UL << place;
        }

        _cells = own.Length > Masked ? own.ToArray() : new object?[BitOperations.PopCount(_filled)];
        for (int place = 0, next = 0; next < _cells.Length && own.Length <= Masked; place++)
        {
            if (own[place] is { } cell)
            {
                _cells[next++] = cell;
            }
        }
    }

    /// <summary>Its number in the table, given when all rows of the table are known.</summary>
    public long Number { get; set; }

    /// <summary>The resource that it comes from, with its version.</summary>
    public string Resource => _version is null ? _key : string.Concat(_key, History, _version);

    /// <summary>The length of <see cref="Resource"/>.</summary>
    public int ResourceLength => _key.Length + (_version is null ? 0 : History.Length + _version.Length);

    /// <summary>0 for the resource itself, 1.. for its parts in order.</summary>
    public int Part { get; }

    public string? EventTime { get; }

    public string? AvailableTime { get; }

    /// <summary>How many columns of its own it has.</summary>
    public int Count { get; }

    /// <summary>The value of one of its own columns.</summary>
    public object? this[int place] => Count > Masked ? _cells[place]
        : (_filled >> place & 1) == 0 ? null
        : _cells[BitOperations.PopCount(_filled & ((1UL << place) - 1))];

    /// <summary>Writes <see cref="Resource"/> into a buffer, which grows as it must, and gives it from there.</summary>
    public ReadOnlySpan<char> ResourceIn(ref char[] buffer)
    {
        if (_version is null)
        {
            return _key;
        }

        buffer = buffer.Length < ResourceLength ? new char[2 * ResourceLength] : buffer;
        _key.CopyTo(buffer);
        History.CopyTo(buffer.AsSpan(_key.Length));
        _version.CopyTo(buffer.AsSpan(_key.Length + History.Length));
        return buffer.AsSpan(0, ResourceLength);
    }

    /// <summary>By time, then resource, then part: the order of row numbers.</summary>
    public static int Compare(PatientRow x, PatientRow y)
    {
        int byTime = string.CompareOrdinal(x.EventTime, y.EventTime);
        if (byTime != 0)
        {
            return byTime;
        }

        int byResource = CompareResources(x, y);
        return byResource != 0 ? byResource : x.Part.CompareTo(y.Part);
    }

    // As the whole names compare; only where one key begins with the other must they be made for that.
    private static int CompareResources(PatientRow x, PatientRow y)
    {
        int shorter = Math.Min(x._key.Length, y._key.Length);
        int byKey = string.CompareOrdinal(x._key, 0, y._key, 0, shorter);
        return byKey != 0 ? byKey
            : x._key.Length == y._key.Length && x._version == y._version ? 0
            : string.CompareOrdinal(x.Resource, y.Resource);
    }
}
