namespace ClinSeek.Ehr.Database.Bench;

/// <summary>One record of a CSV file.</summary>
/// <param name="Number">Its number in the file; the header is 1.</param>
/// <param name="Header">The place of each column.</param>
/// <param name="Fields">Its fields.</param>
internal readonly record struct BenchRecord(long Number, IReadOnlyDictionary<string, int> Header, string[] Fields)
{
    /// <summary>The field of a column; null where the file has no such column.</summary>
    public string? this[string column] => Header.TryGetValue(column, out int place) ? Fields[place] : null;
}
