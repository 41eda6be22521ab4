namespace ClinSeek.Knowledge.Index;

/// <summary>What a reader's words ask for.</summary>
/// <param name="Concepts">What is sought, each thing once, in the order said.</param>
/// <param name="Kinds">What is asked about it.</param>
/// <param name="Corrections">Words that the index does not hold, with the ones they were read as.</param>
internal sealed record ParsedQuery(IReadOnlyList<QueryConcept> Concepts, QuestionKinds Kinds, IReadOnlyList<(string Written, string Read)> Corrections);
