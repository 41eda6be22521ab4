namespace ClinSeek.Ehr.Database.Bench;

/// <summary>Where a row without a time of its own gets one.</summary>
/// <param name="Table">The other table.</param>
/// <param name="Key">The column that both have.</param>
/// <param name="Time">The other table's time.</param>
internal sealed record BenchParent(string Table, string Key, string Time);
