namespace ClinSeek.Evidence.Cases;

/// <summary>What a case may ask of people, and how long it waits for them.</summary>
/// <param name="ApprovalWithin">How long a decision waits to be approved; null where it stands without that.</param>
/// <param name="AnswerWithin">How long a question to a clinician stays open; null where nobody is there to be asked.</param>
public sealed record CasePeople(TimeSpan? ApprovalWithin = null, TimeSpan? AnswerWithin = null);
