using ClinSeek.Evidence.Tools;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>How far a case has come and what it may still spend. Holds no PHI.</summary>
/// <param name="Step">The step to take next, from 1.</param>
/// <param name="LastStep">The step at which the budget of steps is spent; it is the finish-only one.</param>
/// <param name="Deadline">The instant (UTC) from which on only a finish is accepted.</param>
/// <param name="TokensLeft">Model tokens left, or null without a limit.</param>
/// <param name="SentBack">Whether a decision was sent back once; the next one stands or the case abstains.</param>
/// <param name="CostLeft">Millionths of a US dollar left, or null without a limit.</param>
/// <param name="BrowserLeft">Browser calls left, or null without a limit.</param>
/// <param name="FinishForced">True once a turn came to nothing new, so that only a finish is accepted; else null.</param>
public sealed record CaseState(
    int Step, int LastStep, DateTime Deadline, long? TokensLeft, bool SentBack = false, long? CostLeft = null, int? BrowserLeft = null, bool? FinishForced = null)
{
    /// <summary>Where an opened case begins, or where the one that takes it over goes on.</summary>
    public static CaseState From(CaseOpened opened, int resumeAfter) => new(
        resumeAfter + 1, opened.Steps, opened.Deadline, opened.Tokens - opened.TokensSpent, opened.SentBack, opened.CostLeft, opened.BrowserLeft, opened.FinishForced);

    /// <summary>Whether the budget leaves room for nothing but a finish.</summary>
    public bool IsSpent(DateTime now) => Step >= LastStep || now >= Deadline || TokensLeft <= 0 || CostLeft <= 0 || BrowserLeft <= 0 || FinishForced is true || SentBack;

    /// <summary>After a step that goes on seeking.</summary>
    public CaseState Next(Thought thought) => this with
    {
        Step = Step + 1,
        TokensLeft = TokensLeft - thought.Tokens,
        CostLeft = CostLeft - (thought.Cost ?? 0),
        BrowserLeft = BrowserLeft - thought.Calls.Count(static call => ToolRooms.IsBrowser(call.Tool)),
        FinishForced = thought.ForcesFinish ?? FinishForced,
    };

    /// <summary>After waiting for people: their time is not the case's.</summary>
    public CaseState Extended(TimeSpan waited) => this with { Deadline = Deadline + waited };

    /// <summary>After a decision that was sent back: one more step, whatever the budget says, and that one ends the case.</summary>
    public CaseState AskAgain(Thought thought) => Next(thought) with { SentBack = true };
}
