namespace ClinSeek.Functions.Cases;

/// <summary>Ends a replayed run where the recorded one ended without returning. Not an error.</summary>
internal sealed class ReplayStop(bool takenOver) : Exception(takenOver ? "A later run takes over here." : "The journal ends here.")
{
    /// <summary>Whether a later run follows in the journal; otherwise the journal is at its end.</summary>
    public bool TakenOver { get; } = takenOver;
}
