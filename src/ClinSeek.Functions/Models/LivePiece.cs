namespace ClinSeek.Functions.Models;

/// <summary>A piece of a model's answer while it comes in. Holds PHI.</summary>
/// <param name="Step">The case's step.</param>
/// <param name="Round">The model call within it.</param>
/// <param name="Text">What came in.</param>
/// <param name="Reader">Which second reader says it, from 1; null for the case's own reasoner.</param>
public sealed record LivePiece(int Step, int Round, string Text, int? Reader = null)
{
    /// <summary>Always true: what counts is the recorded step. It says so to whoever keeps events.</summary>
    public bool Ephemeral { get; } = true;
}
