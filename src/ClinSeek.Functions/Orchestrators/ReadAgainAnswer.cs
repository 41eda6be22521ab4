namespace ClinSeek.Functions.Orchestrators;

/// <summary>What a second reading gave. Holds no PHI.</summary>
/// <param name="Digest">The keyed digest of the stored reading; empty while it is waited for.</param>
/// <param name="Tokens">Model tokens used; 0 where the provider said nothing or there is no model.</param>
/// <param name="WaitSeconds">How long to wait before asking again, where the reader cannot be reached; else null.</param>
/// <param name="Busy">True where the wait is for a place at the model, which costs no attempt; else null.</param>
public sealed record ReadAgainAnswer(string Digest, long Tokens, int? WaitSeconds = null, bool? Busy = null);
