namespace ClinSeek.Ehr.Database.Schema;

/// <summary>A table as a snapshot describes it: enough to use the snapshot, and to narrow it, without the schema it was built by.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Description">What its rows are.</param>
/// <param name="CodeColumn">The column of <c>|system|code|</c> tokens, or null.</param>
/// <param name="Untimed">Whether its rows are shown whatever the time.</param>
/// <param name="Columns">The columns after the common ones.</param>
internal sealed record StoredTable(string Name, string Description, string? CodeColumn, bool Untimed, IReadOnlyList<StoredColumn> Columns)
{
    public PatientTable ToTable() =>
        new(Name, Description, [.. Columns.Select(static column => new Column(column.Name, column.Type, column.Description))], CodeColumn);
}
