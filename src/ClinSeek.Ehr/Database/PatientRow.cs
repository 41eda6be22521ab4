namespace ClinSeek.Ehr.Database;

/// <summary>A row before it is written.</summary>
internal sealed class PatientRow(string resource, int part, string? eventTime, string? availableTime, object?[] own)
{
    /// <summary>Its number in the table, given when all rows of the table are known.</summary>
    public long Number { get; set; }

    public string Resource { get; } = resource;

    /// <summary>0 for the resource itself, 1.. for its parts in order.</summary>
    public int Part { get; } = part;

    public string? EventTime { get; } = eventTime;

    public string? AvailableTime { get; } = availableTime;

    /// <summary>The values after the common columns: null, string, long, double, or the row that it belongs to.</summary>
    public object?[] Own { get; } = own;

    /// <summary>By time, then resource, then part: the order of row numbers.</summary>
    public static int Compare(PatientRow x, PatientRow y)
    {
        int byTime = string.CompareOrdinal(x.EventTime, y.EventTime);
        if (byTime != 0)
        {
            return byTime;
        }

        int byResource = string.CompareOrdinal(x.Resource, y.Resource);
        return byResource != 0 ? byResource : x.Part.CompareTo(y.Part);
    }
}
