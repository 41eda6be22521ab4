namespace ClinSeek.Ehr.Database;

/// <summary>The limits of one statement.</summary>
public sealed record SqlGuardOptions
{
    /// <summary>The defaults.</summary>
    public static SqlGuardOptions Default { get; } = new();

    /// <summary>The statement is stopped after this time.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Rows returned at most; further ones are only counted.</summary>
    public int MaxRows { get; init; } = 200;

    /// <summary>Rows counted at most.</summary>
    public int MaxCounted { get; init; } = 10_000;

    /// <summary>Characters of all cells returned at most; the first row is returned whatever its length.</summary>
    public int MaxChars { get; init; } = 400_000;

    /// <summary>Characters of one cell returned at most; the rest is replaced by a marker.</summary>
    public int MaxCellChars { get; init; } = 2_000;

    /// <summary>Characters of the statement at most.</summary>
    public int MaxSqlChars { get; init; } = 20_000;

    /// <summary>Memory that a statement may take, in bytes.</summary>
    public long MaxMemory { get; init; } = 128L * 1024 * 1024;
}
