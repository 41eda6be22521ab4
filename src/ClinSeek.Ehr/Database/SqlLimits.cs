using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>SQLite's own limits, set low enough that no statement can be costly to prepare.</summary>
internal static class SqlLimits
{
    // The numbers of sqlite3_limit's categories.
    private static readonly (int Category, int Value)[] Limits =
    [
        (0, 8_000_000), // LENGTH of a value
        (1, 100_000), // SQL_LENGTH in bytes
        (2, 200), // COLUMN
        (3, 100), // EXPR_DEPTH
        (4, 25), // COMPOUND_SELECT
        (5, 50_000), // VDBE_OP
        (6, 64), // FUNCTION_ARG
        (7, 0), // ATTACHED
        (8, 1_000), // LIKE_PATTERN_LENGTH
        (9, 50), // VARIABLE_NUMBER
        (10, 0), // TRIGGER_DEPTH
        (11, 0), // WORKER_THREADS
    ];

    public static void Apply(sqlite3 database)
    {
        foreach ((int category, int value) in Limits)
        {
            raw.sqlite3_limit(database, category, value);
        }
    }
}
