using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Cli;

/// <summary>The words of the JSON, for people.</summary>
internal static class Words
{
    public static string Of(CaseStatus status) => status switch
    {
        CaseStatus.Running => "running",
        CaseStatus.Waiting => "waiting",
        CaseStatus.Decided => "decided",
        CaseStatus.Abstained => "abstained",
        CaseStatus.Failed => "failed",
        _ => "terminated",
    };
}
