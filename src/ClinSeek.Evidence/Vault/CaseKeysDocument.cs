namespace ClinSeek.Evidence.Vault;

/// <summary>The opened keys of a case as JSON.</summary>
internal sealed record CaseKeysDocument(string Case, string CommitmentKey, IReadOnlyList<string> DataKeys, int V);
