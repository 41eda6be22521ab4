using System.Diagnostics.CodeAnalysis;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Cases;

/// <summary>What came of checking a submission: one of the two.</summary>
/// <param name="Request">The request, when the submission is sound.</param>
/// <param name="Problem">What is wrong with it, when it is not.</param>
public sealed record IntakeResult(CaseRequest? Request, IntakeProblem? Problem)
{
    /// <summary>Whether the submission is sound.</summary>
    [MemberNotNullWhen(true, nameof(Request))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Accepted => Request is not null;
}
