namespace ClinSeek.Ehr.Database;

/// <summary>A table and its number of rows.</summary>
public readonly record struct TableCount(string Name, int Rows);
