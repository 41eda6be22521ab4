namespace ClinSeek.Ehr.Vocabularies;

/// <summary>A vocabulary that answers are chosen from, such as diagnoses, laboratory tests or care units. Holds no PHI.</summary>
/// <param name="Name">Its name, as tools take it.</param>
/// <param name="Description">What its candidates are.</param>
/// <param name="Source">Where it was imported from: a file's name, with its SHA-256.</param>
/// <param name="Columns">What is known of a candidate beside its name, such as codes.</param>
/// <param name="Count">How many candidates it has.</param>
public sealed record CandidateTable(string Name, string Description, string Source, IReadOnlyList<string> Columns, int Count);
