using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>SQLite's own limits, set low enough that no statement can be costly to prepare.</summary>
internal static class SqlLimits
{
    /// <summary>The longest value, in bytes; the longest document text is 1,000,000 characters.</summary>
    public const int LongestValue = 4_500_000;

    /// <summary>Columns of a table or a result at most.</summary>
    public const int MostColumns = 200;

    // The numbers of sqlite3_limit's categories.
    private static readonly (int Category, int Value)[] Limits =
    [
        (0, LongestValue), // LENGTH
        (1, 100_000), // SQL_LENGTH in bytes
        (2, MostColumns), // COLUMN
        (3, 100), // EXPR_DEPTH
        (4, 25), // COMPOUND_SELECT
        (5, 50_000), // VDBE_OP
        (6, 64), // FUNCTION_ARG
        (7, 0), // ATTACHED
        (8, 200), // LIKE_PATTERN_LENGTH: a match costs text times pattern and cannot be stopped within
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
