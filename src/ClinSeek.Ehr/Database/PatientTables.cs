using ClinSeek.Ehr.Database.Schema;

namespace ClinSeek.Ehr.Database;

/// <summary>The tables that ship with the program, version 2 of the schema, in the order of the logical digest.</summary>
public static class PatientTables
{
    /// <summary>The version of the way snapshots are laid out; also the database's <c>user_version</c>.</summary>
    public const int SchemaVersion = 2;

    /// <summary>All tables.</summary>
    public static IReadOnlyList<PatientTable> All => RecordSchema.BuiltIn.Tables;

    /// <summary>The table of a name, whatever its case; null where there is none.</summary>
    public static PatientTable? Find(string? name) => RecordSchema.BuiltIn.Find(name);
}
