using ClinSeek.Functions.Activities;

namespace ClinSeek.Functions.People;

/// <summary>Composition of this folder.</summary>
internal static class PeopleServices
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<OperatorLog>()
        .AddSingleton<ApprovalDesk>()
        .AddSingleton<ClinicianDesk>()
        .AddSingleton<CaseWaker>()
        .AddSingleton<WaitingForPeople>()
        .AddSingleton<ICasePeople, CasePeopleService>()
        .AddTransient<AskClinician>()
        .AddTransient<CheckApproval>();
}
