namespace ClinSeek.Ehr.Database;

/// <summary>What a snapshot holds, without any of its contents; study and instance UIDs are the only identifiers.</summary>
public sealed record SnapshotInfo
{
    /// <summary>The version of the layout of snapshots.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Hex SHA-256 of the views and the time policy that it was built by; empty where it was built by none.</summary>
    public string ViewsDigest { get; init; } = string.Empty;

    /// <summary>The tables in order, with their rows.</summary>
    public required IReadOnlyList<TableCount> Tables { get; init; }

    /// <summary>Rows of all tables.</summary>
    public required int Rows { get; init; }

    /// <summary>Resources that gave no row, by <see cref="SkipReasons"/>.</summary>
    public required IReadOnlyDictionary<string, int> Skipped { get; init; }

    /// <summary>Rows whose availability rests on a weaker time than the policy wants, by table.</summary>
    public required IReadOnlyDictionary<string, int> AssumedAvailability { get; init; }

    /// <summary>Hex SHA-256 over the tables in order, rows in key order, as canonical JSON: equal for equal content, whatever the file order or SQLite version.</summary>
    public required string LogicalDigest { get; init; }

    /// <summary>False when a part of the record could not be read: then nothing missing means absent.</summary>
    public required bool Complete { get; init; }

    /// <summary>Cause and remedy of each gap.</summary>
    public required IReadOnlyList<string> Issues { get; init; }

    /// <summary>Whether the Patient resource itself was there.</summary>
    public required bool PatientFound { get; init; }

    /// <summary>The imaging studies that are visible, to find their films by.</summary>
    public required IReadOnlyList<StudyListing> Studies { get; init; }

    /// <summary>The diagnostic reports that are visible, as <c>DiagnosticReport/id</c>: one of imaging may lead to a film whose study the record does not hold.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];
}
