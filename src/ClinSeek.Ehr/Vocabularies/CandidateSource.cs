using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>The vocabularies of a process, with the model that knows what they mean where there is one.</summary>
/// <param name="Store">The vocabularies.</param>
/// <param name="Model">The embedding model's name; null where there is none.</param>
/// <param name="Generator">The embedding model; null where there is none.</param>
public sealed record CandidateSource(VocabularyStore Store, string? Model = null, IEmbeddingGenerator<string, Embedding<float>>? Generator = null);
