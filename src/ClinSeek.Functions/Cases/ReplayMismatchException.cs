namespace ClinSeek.Functions.Cases;

/// <summary>The orchestrator did something that the journal does not hold, or holds differently.</summary>
internal sealed class ReplayMismatchException(string at, string reason) : Exception(reason)
{
    /// <summary>The first record that does not match.</summary>
    public string At { get; } = at;
}
