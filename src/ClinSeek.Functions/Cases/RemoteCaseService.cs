using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cases;

/// <summary>Hands writing verbs over to the host that owns the data folder, over its loopback HTTP API. Reading verbs go to the folder itself.</summary>
public sealed class RemoteCaseService(HttpClient http, ICaseService folder) : ICaseService
{
    /// <inheritdoc />
    public async Task<CaseAccepted> StartAsync(CaseRequest request, CaseId? id, CancellationToken cancellationToken)
    {
        var submission = new CaseSubmission
        {
            Patient = request.Patient,
            Question = request.Question,
            Cutoff = request.Cutoff.Instant,
            Candidates = request.Candidates,
            CheckBy = request.CheckedBy is [var reader, ..] ? reader : null,
            Type = request.Form is { Inferred: false } form ? form.Type : null,
            Fhir = request.Source,
            Steps = request.Budget.Steps,
            Budget = new SubmittedBudget
            {
                Tokens = request.Budget.Tokens,
                Cost = request.Budget.Cost,
                BrowserCalls = request.Budget.BrowserCalls,
                Minutes = request.Budget.WallTime.TotalMinutes,
            },
            Approval = request.People?.ApprovalWithin is not null,
            AskClinician = request.People?.AnswerWithin is not null,
        };
        using HttpResponseMessage answer = await http.PostAsJsonAsync("api/cases", submission, EvidenceJson.Options, cancellationToken);
        JsonElement body = await ReadAsync(answer, cancellationToken);
        return new CaseAccepted(CaseId.Parse(body.GetProperty("caseId").GetString()!), true);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<CaseProgress> WatchAsync(CaseId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream stream = await http.GetStreamAsync($"api/cases/{id}/progress", cancellationToken);
        var steps = SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<CaseProgress>(data, EvidenceJson.Options)!);
        await foreach (SseItem<CaseProgress> step in steps.EnumerateAsync(cancellationToken))
        {
            yield return step.Data;
        }
    }

    /// <inheritdoc />
    public async Task<bool> TerminateAsync(CaseId id, string requestId, string reason, CancellationToken cancellationToken)
    {
        string query = $"requestId={Uri.EscapeDataString(requestId)}&reason={Uri.EscapeDataString(reason)}";
        using HttpResponseMessage answer = await http.PostAsync($"api/cases/{id}/terminate?{query}", null, cancellationToken);
        return answer.StatusCode == HttpStatusCode.Accepted;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CaseSummary>> ResumeAllAsync(CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await http.PostAsync("api/cases/resume", null, cancellationToken);
        JsonElement body = await ReadAsync(answer, cancellationToken);
        return body.Deserialize<List<CaseSummary>>(EvidenceJson.Options)!;
    }

    /// <inheritdoc />
    public Task<CaseView?> GetAsync(CaseId id, CancellationToken cancellationToken) => folder.GetAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<CaseSummary>> ListAsync(CancellationToken cancellationToken) => folder.ListAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string>?> ReadLedgerAsync(CaseId id, CancellationToken cancellationToken) => folder.ReadLedgerAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<CheckReport?> VerifyAsync(CaseId id, bool withKey, string? expectHead, CancellationToken cancellationToken) =>
        folder.VerifyAsync(id, withKey, expectHead, cancellationToken);

    /// <inheritdoc />
    public Task<CheckReport?> ReplayAsync(CaseId id, CancellationToken cancellationToken) => folder.ReplayAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<CheckReport?> RederiveAsync(CaseId id, CancellationToken cancellationToken) => folder.RederiveAsync(id, cancellationToken);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.IsSuccessStatusCode
            ? body
            : throw new UserErrorException($"The host answered {(int)answer.StatusCode}: {body.GetProperty("detail").GetString()}");
    }
}
