namespace ClinSeek.Ehr.Time;

/// <summary>The times of one table.</summary>
/// <param name="Sources">By resource type; a type that is not named gives no rows.</param>
/// <param name="Columns">By column name; a column that is not named stays null.</param>
internal sealed record TableTimePolicy(
    IReadOnlyDictionary<string, SourceTimePolicy> Sources, IReadOnlyDictionary<string, ColumnTimePolicy> Columns);
