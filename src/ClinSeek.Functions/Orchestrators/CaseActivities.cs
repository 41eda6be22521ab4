using ClinSeek.Evidence.Tools;

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

    /// <summary>The activity that makes a tool's calls. A tool that nobody knows goes where most go, and is answered as unknown there.</summary>
    public static string For(string tool) => tool switch
    {
        _ when ToolRooms.IsBrowser(tool) || ToolRooms.IsTerminology(tool) => RetrieveKnowledge,
        _ when ToolRooms.IsImage(tool) => InferChestXray,
        _ => NavigateEhr,
    };
}
