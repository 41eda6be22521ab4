using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Cases;

/// <summary>Reads from a submission what its case may spend, or says why that cannot be.</summary>
internal static class BudgetReader
{
    private const double LongestMinutes = 60 * 24 * 30;

    /// <summary>The budget: what is stated, else the default.</summary>
    public static CaseBudget Of(CaseSubmission submission)
    {
        CaseBudget standard = CaseBudget.Default;
        SubmittedBudget? stated = submission.Budget;
        return new CaseBudget(
            submission.Steps ?? standard.Steps,
            stated?.Tokens ?? standard.Tokens,
            stated?.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : standard.WallTime)
        {
            Cost = stated?.Cost,
            BrowserCalls = stated?.BrowserCalls,
        };
    }

    /// <summary>What is out of range, or null.</summary>
    public static IntakeProblem? Check(SubmittedBudget? budget) => budget switch
    {
        { Tokens: <= 0 } => Problem("Allow at least one token, or leave tokens out for no limit."),
        { Cost: <= 0 } => Problem("Allow a positive amount of US dollars, or leave cost out for no limit."),
        { BrowserCalls: <= 0 } => Problem("Allow at least one browser call, or leave browserCalls out for no limit."),
        { Minutes: { } minutes } when !(minutes is > 0 and <= LongestMinutes) => Problem("Allow more than no minutes, and at most 30 days."),
        _ => null,
    };

    private static IntakeProblem Problem(string remedy) => new("bad-budget", "The budget is out of range.", remedy);
}
