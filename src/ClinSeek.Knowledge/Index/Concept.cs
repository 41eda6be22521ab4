namespace ClinSeek.Knowledge.Index;

/// <summary>One thing that is sought.</summary>
/// <param name="Term">The word that the index holds for it.</param>
/// <param name="Forms">The ways to say it, each one or more words.</param>
internal sealed record Concept(string Term, IReadOnlyList<string> Forms);
