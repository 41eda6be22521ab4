using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Database;

/// <summary>What a guarded statement gave. Holds PHI.</summary>
public sealed record SqlAnswer
{
    /// <summary>Ok, Empty, Truncated, Denied or Failed.</summary>
    public required ToolOutcome Outcome { get; init; }

    /// <summary>The result's columns, made unique.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The rows: null, string, long or double a cell.</summary>
    public IReadOnlyList<object?[]> Rows { get; init; } = [];

    /// <summary>Rows that matched; the least there are when <see cref="CountedAll"/> is false.</summary>
    public int Total { get; init; }

    /// <summary>Whether all rows were counted.</summary>
    public bool CountedAll { get; init; } = true;

    /// <summary>The tables that the statement reads.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>The table that the result's <c>row</c> column comes from; null where it is no column of a table.</summary>
    public string? RowTable { get; init; }

    /// <summary>The candidate tables that the statement rests on.</summary>
    public IReadOnlyList<VocabularyMark> Vocabularies { get; init; } = [];

    /// <summary>Why it was denied or failed, with the remedy; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The table that there is not; null where the statement did not fail for that.</summary>
    internal string? MissingTable { get; init; }

    internal static SqlAnswer No(ToolOutcome outcome, string reason) => new() { Outcome = outcome, Reason = reason };
}
