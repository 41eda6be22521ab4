using ClinSeek.Durable;
using ClinSeek.Functions.Activities;
using ClinSeek.Functions.Orchestrators;

namespace ClinSeek.Functions.Cases;

/// <summary>The orchestrators and activities of this process by their durable names.</summary>
internal static class CaseRegistrations
{
    public static DurableTaskRegistry Create() => new DurableTaskRegistry()
        .AddOrchestrator<CaseOrchestrator>()
        .AddActivity(CaseActivities.OpenCase, Make<OpenCase>)
        .AddActivity(CaseActivities.Reason, Make<Reason>)
        .AddActivity(CaseActivities.NavigateEhr, Make<NavigateEhr>)
        .AddActivity(CaseActivities.RetrieveKnowledge, Make<RetrieveKnowledge>)
        .AddActivity(CaseActivities.InferChestXray, Make<InferChestXray>)
        .AddActivity(CaseActivities.AskClinician, Make<AskClinician>)
        .AddActivity(CaseActivities.CheckApproval, Make<CheckApproval>)
        .AddActivity(CaseActivities.ReadAgain, Make<ReadAgain>)
        .AddActivity(CaseActivities.RecordStep, Make<RecordStep>)
        .AddActivity(CaseActivities.Conclude, Make<Conclude>)
        .AddActivity(CaseActivities.Seal, Make<Seal>);

    private static TActivity Make<TActivity>(IServiceProvider? services)
        where TActivity : class, ITaskActivity => services!.GetRequiredService<TActivity>();
}
