namespace ClinSeek.Functions.Orchestrators;

/// <summary>What opening a case gave, as far as the orchestrator needs it. Holds no PHI.</summary>
/// <param name="Steps">The budget of steps.</param>
/// <param name="Deadline">The instant (UTC) at which the budget of time is spent.</param>
/// <param name="Tokens">The budget of model tokens, or null without a limit.</param>
/// <param name="TokensSpent">Tokens spent by the steps that this run takes over.</param>
/// <param name="SentBack">Whether one of those steps' decisions was sent back.</param>
/// <param name="Rows">Rows of the snapshot.</param>
/// <param name="Films">Films of the case.</param>
/// <param name="Complete">Whether the record was pulled whole; a truncated one is never read as absence.</param>
public sealed record CaseOpened(
    int Steps, DateTime Deadline, long? Tokens, long TokensSpent, bool SentBack, int Rows, int Films, bool Complete);
