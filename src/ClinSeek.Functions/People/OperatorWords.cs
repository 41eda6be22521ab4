namespace ClinSeek.Functions.People;

/// <summary>What a person said, and who that was by their own account. Holds PHI: stored encrypted, never in the engine.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Text">The words: a reason, an answer, a note, an event's payload; null where there are none.</param>
/// <param name="By">The person's name; null where none was given.</param>
public sealed record OperatorWords(int FormatVersion, string? Text, string? By)
{
    /// <summary>The blob's name in its ledger entry.</summary>
    public const string BlobName = "words";
}
