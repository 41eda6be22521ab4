namespace ClinSeek.Ehr.Database.Bench;

/// <summary>One table of a ClinSeek-Bench database: its columns and what may be seen when.</summary>
internal sealed record BenchTable
{
    /// <summary>What its rows are.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Why rows need no time to be shown; null where they do.</summary>
    public string? Always { get; init; }

    /// <summary>The columns that say when it happened, best first.</summary>
    public IReadOnlyList<string> Event { get; init; } = [];

    /// <summary>The columns that say when it could first be known, best first; rows are never known before they happened.</summary>
    public IReadOnlyList<string> Available { get; init; } = [];

    /// <summary>Weaker columns that stand in; rows that rest on them are counted.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];

    /// <summary>A row of another table whose time its content cannot have been known before.</summary>
    public BenchParent? Parent { get; init; }

    /// <summary>Whether a time at exactly midnight is taken for a date, its whole day.</summary>
    public bool MidnightIsDay { get; init; }

    /// <summary>The type of each column: integer, real, text or time. A column that is not named stays out.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The columns that speak of later, each with the columns that say since when it is known; none: never.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Masked { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
