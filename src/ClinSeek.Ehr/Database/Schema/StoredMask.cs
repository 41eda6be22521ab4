namespace ClinSeek.Ehr.Database.Schema;

/// <summary>A column that speaks of later.</summary>
/// <param name="Column">The column that holds the time since when it is known; null where none does.</param>
/// <param name="Initial">Values that say nothing about later.</param>
internal sealed record StoredMask(string? Column, IReadOnlyList<string> Initial);
