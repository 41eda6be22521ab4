namespace ClinSeek.Functions.Orchestrators;

/// <summary>The durable names of the activities. They stand in journals and never change.</summary>
public static class CaseActivities
{
    public const string OpenCase = "OpenCase";
    public const string Reason = "Reason";
    public const string NavigateEhr = "NavigateEhr";
    public const string RetrieveKnowledge = "RetrieveKnowledge";
    public const string InferChestXray = "InferChestXray";
    public const string AskClinician = "AskClinician";
    public const string CheckApproval = "CheckApproval";
    public const string ReadAgain = "ReadAgain";
    public const string RecordStep = "RecordStep";
    public const string Conclude = "Conclude";
    public const string Seal = "Seal";

    /// <summary>Whether a call counts against the budget of browser calls.</summary>
    public static bool IsBrowser(string tool) => tool.StartsWith("browser.", StringComparison.Ordinal);

    /// <summary>The activity that makes a tool's calls. A tool that nobody knows goes where most go, and is answered as unknown there.</summary>
    public static string For(string tool) => tool switch
    {
        _ when IsBrowser(tool) || tool.StartsWith("terminology.", StringComparison.Ordinal) => RetrieveKnowledge,
        _ when tool.StartsWith("image.", StringComparison.Ordinal) => InferChestXray,
        _ => NavigateEhr,
    };
}
