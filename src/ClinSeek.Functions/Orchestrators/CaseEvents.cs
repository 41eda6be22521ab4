namespace ClinSeek.Functions.Orchestrators;

/// <summary>
/// The external events of a case. They only wake it: what a person said stands in the record before the event is raised,
/// and is read from there, so that a lost or repeated event changes nothing.
/// </summary>
public static class CaseEvents
{
    /// <summary>A decision was approved or rejected.</summary>
    public const string Approval = "approval";

    /// <summary>A question was answered.</summary>
    public const string Answer = "answer";
}
