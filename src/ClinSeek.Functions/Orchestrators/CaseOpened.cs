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
/// <param name="CostLeft">What is left of the budget of cost, in millionths of a US dollar; null without a limit.</param>
/// <param name="BrowserLeft">What is left of the budget of browser calls; null without a limit.</param>
/// <param name="FinishForced">True where one of those steps forced a finish; else null.</param>
public sealed record CaseOpened(
    int Steps, DateTime Deadline, long? Tokens, long TokensSpent, bool SentBack, int Rows, int Films, bool Complete,
    long? CostLeft = null, int? BrowserLeft = null, bool? FinishForced = null);
