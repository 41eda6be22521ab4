namespace ClinSeek.Ehr.Database;

/// <summary>One table of the patient database: the four common columns first, then its own.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Description">What its rows are.</param>
/// <param name="Own">The columns after the common ones.</param>
/// <param name="CodeColumn">The column of <c>|system|code|</c> tokens, or null where the table has none.</param>
public sealed record PatientTable(string Name, string Description, IReadOnlyList<Column> Own, string? CodeColumn)
{
    /// <summary>The columns that every table begins with.</summary>
    public static IReadOnlyList<Column> Common { get; } =
    [
        new("row", "INTEGER", "number of the row; cite it as TABLE#ROW"),
        new("resource", "TEXT", "the FHIR resource and version it comes from"),
        new("event_time", "TEXT", "when it happened, UTC"),
        new("available_time", "TEXT", "when it could first be known, UTC; always before the cut-off"),
    ];

    /// <summary>All columns in order.</summary>
    public IReadOnlyList<Column> Columns { get; } = [.. Common, .. Own];

    /// <summary>The place of one of its own columns; -1 where it has none of that name.</summary>
    internal int PlaceOf(string column)
    {
        for (int place = 0; place < Own.Count; place++)
        {
            if (Own[place].Name == column)
            {
                return place;
            }
        }

        return -1;
    }
}
