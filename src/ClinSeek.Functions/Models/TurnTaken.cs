using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Models;

/// <summary>A turn, or how long to wait for it, or why there is none: exactly one of these.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="WaitSeconds">How long to wait before it is asked for again.</param>
/// <param name="Busy">Whether the wait is for a place at the model, which costs no attempt.</param>
/// <param name="Unreachable">Why the reasoner could not be reached, where it is not waited for any more.</param>
public sealed record TurnTaken(ReasonerTurn? Turn, int? WaitSeconds = null, bool Busy = false, string? Unreachable = null);
