namespace ClinSeek.Evidence.Journal;

/// <summary>Why a call failed, as the orchestrator saw it. Holds no PHI: activities name causes and remedies.</summary>
/// <param name="Type">The failure's type name.</param>
/// <param name="Message">Cause and remedy.</param>
/// <param name="NonRetriable">Whether trying again was ruled out.</param>
/// <param name="Inner">What caused it, or null.</param>
public sealed record JournalFailure(string Type, string Message, bool NonRetriable, JournalFailure? Inner = null);
