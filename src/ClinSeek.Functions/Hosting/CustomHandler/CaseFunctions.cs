using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Triggers.EventGrid;
using ClinSeek.Functions.Triggers.Timer;

namespace ClinSeek.Functions.Hosting.CustomHandler;

/// <summary>The functions of the app. Their function.json files are written from this at publish.</summary>
internal static class CaseFunctions
{
    /// <summary>
    /// What the host puts before every route, as host.json says. It keeps callers' addresses apart from the functions' own,
    /// which only the host may invoke.
    /// </summary>
    public const string RoutePrefix = "api";

    /// <summary>Endpoints that steer the engine have a function each; everything else goes through the last one.</summary>
    public static FunctionRegistry Create() => new FunctionRegistry()
        .AddDurable(CaseRegistrations.Create())
        .AddHttp("StartCase", "cases", "POST")
        .AddHttp("TerminateCase", "cases/{id}/terminate", "POST")
        .AddHttp("ApproveCase", "cases/{id}/approval", "POST")
        .AddHttp("AnswerQuestion", "cases/{id}/questions/{question}/answer", "POST")
        .AddHttp("PauseCase", "cases/{id}/pause", "POST")
        .AddHttp("ContinueCase", "cases/{id}/resume", "POST")
        .AddHttp("NoteCase", "cases/{id}/notes", "POST")
        .AddHttp("RaiseCaseEvent", "cases/{id}/events/{name}", "POST")
        .AddHttp("NotifyFhir", "fhir/notifications/{source}", "POST", "PUT")
        .AddHttp("NotifyFhirResource", "fhir/notifications/{source}/{type}/{id}", "POST", "PUT")
        .AddTimer("SweepCases", SweepTimer.Schedule, SweepTimer.RunAsync)
        .AddEventGrid("ReceiveFhirEvent", FhirEvents.ReceiveAsync)
        .AddProxy("Api", "{*path}", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
}
