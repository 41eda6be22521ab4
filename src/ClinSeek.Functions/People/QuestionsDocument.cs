namespace ClinSeek.Functions.People;

/// <summary>The questions of one step, as they were put: put once. Holds PHI.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Questions">The questions.</param>
/// <param name="AskedAt">When.</param>
/// <param name="ExpiresAt">When it is too late to answer.</param>
public sealed record QuestionsDocument(int FormatVersion, IReadOnlyList<ClinicianQuestion> Questions, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt);
