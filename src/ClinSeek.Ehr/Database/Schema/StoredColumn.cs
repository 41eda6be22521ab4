namespace ClinSeek.Ehr.Database.Schema;

/// <summary>A column as a snapshot describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">TEXT, REAL or INTEGER.</param>
/// <param name="Description">What it holds.</param>
/// <param name="Mask">When its value may be seen; null where it is known as soon as the row is.</param>
internal sealed record StoredColumn(string Name, string Type, string Description, StoredMask? Mask);
