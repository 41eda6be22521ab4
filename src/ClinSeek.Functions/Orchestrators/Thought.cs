namespace ClinSeek.Functions.Orchestrators;

/// <summary>A reasoner's turn as far as the orchestrator needs it; the turn itself is in the store. Holds no PHI.</summary>
/// <param name="Decided">Whether the turn holds a decision or an abstention.</param>
/// <param name="Calls">The tool calls to make, in order.</param>
/// <param name="Tokens">Model tokens used; 0 where the provider said nothing or there is no model.</param>
/// <param name="Digest">The keyed digest of the stored turn.</param>
/// <param name="WaitSeconds">How long to wait before asking again, where the reasoner cannot be reached; else null.</param>
/// <param name="Readers">How many second readers the case has, where the turn decides; null where it has none.</param>
/// <param name="Cost">What the turn cost in millionths of a US dollar; null where it is not known.</param>
/// <param name="ForcesFinish">True where nothing new came of the turn, so that the next one accepts a finish only; else null.</param>
/// <param name="SentBack">True where the turn's decision was sent back within the turn already, so that it is not once more; else null.</param>
/// <param name="Busy">True where the wait is for a place at the model, which costs no attempt; else null.</param>
public sealed record Thought(
    bool Decided, IReadOnlyList<ThoughtCall> Calls, long Tokens, string Digest, int? WaitSeconds = null, int? Readers = null,
    long? Cost = null, bool? ForcesFinish = null, bool? SentBack = null, bool? Busy = null);
