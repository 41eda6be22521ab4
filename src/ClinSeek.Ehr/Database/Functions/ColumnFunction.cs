using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>Makes a cell of what a view's path found, where FHIRPath cannot say it. Pure.</summary>
/// <param name="value">What the path found.</param>
/// <param name="row">The row's surroundings.</param>
/// <returns>Null, string, long, double, or the row that this one belongs to.</returns>
internal delegate object? ColumnFunction(in ViewValue value, RowContext row);
