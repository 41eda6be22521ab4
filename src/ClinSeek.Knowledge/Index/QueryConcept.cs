namespace ClinSeek.Knowledge.Index;

/// <summary>One thing that is sought.</summary>
/// <param name="Forms">The ways to say it, each a row of terms; the first is the reader's own.</param>
/// <param name="Weight">How much it counts: words that only tell the kind of question count less.</param>
internal sealed record QueryConcept(IReadOnlyList<string[]> Forms, double Weight);
