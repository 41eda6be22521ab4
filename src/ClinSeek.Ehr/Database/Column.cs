namespace ClinSeek.Ehr.Database;

/// <summary>One column of a patient table.</summary>
/// <param name="Name">Lower case, as in SQL.</param>
/// <param name="Type">TEXT, REAL or INTEGER.</param>
/// <param name="Description">What it holds, for whoever writes a query.</param>
public sealed record Column(string Name, string Type, string Description);
