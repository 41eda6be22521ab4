using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.People;

/// <summary>Hands the acts of people over to the host that owns the data folder, over its HTTP API; reads the folder itself.</summary>
internal sealed class RemoteCasePeople(HttpClient http, ICasePeople folder) : ICasePeople
{
    /// <inheritdoc />
    public Task<ApprovalView?> GetApprovalAsync(CaseId id, CancellationToken cancellationToken) => folder.GetApprovalAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<QuestionView>?> GetQuestionsAsync(CaseId id, CancellationToken cancellationToken) => folder.GetQuestionsAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<PersonOutcome> ApproveAsync(CaseId id, ApprovalSubmission submission, CancellationToken cancellationToken) =>
        SendAsync($"api/cases/{id}/approval", JsonContent.Create(submission, options: EvidenceJson.Options), cancellationToken);

    /// <inheritdoc />
    public Task<PersonOutcome> AnswerAsync(CaseId id, EvidenceId question, AnswerSubmission submission, CancellationToken cancellationToken) =>
        SendAsync($"api/cases/{id}/questions/{question}/answer", JsonContent.Create(submission, options: EvidenceJson.Options), cancellationToken);

    /// <inheritdoc />
    public Task<PersonOutcome> PauseAsync(CaseId id, string requestId, string? reason, CancellationToken cancellationToken) =>
        SendAsync($"api/cases/{id}/pause?{Query(requestId, reason)}", null, cancellationToken);

    /// <inheritdoc />
    public Task<PersonOutcome> ContinueAsync(CaseId id, string requestId, string? reason, CancellationToken cancellationToken) =>
        SendAsync($"api/cases/{id}/resume?{Query(requestId, reason)}", null, cancellationToken);

    /// <inheritdoc />
    public Task<PersonOutcome> NoteAsync(CaseId id, NoteSubmission submission, CancellationToken cancellationToken) =>
        SendAsync($"api/cases/{id}/notes", JsonContent.Create(submission, options: EvidenceJson.Options), cancellationToken);

    /// <inheritdoc />
    public Task<PersonOutcome> RaiseAsync(CaseId id, string eventName, string? payload, string requestId, CancellationToken cancellationToken) =>
        SendAsync($"api/cases/{id}/events/{eventName}?{Query(requestId, null)}", new StringContent(payload ?? string.Empty, Encoding.UTF8, "application/json"), cancellationToken);

    private static string Query(string requestId, string? reason) =>
        $"requestId={Uri.EscapeDataString(requestId)}" + (reason is null ? string.Empty : $"&reason={Uri.EscapeDataString(reason)}");

    private async Task<PersonOutcome> SendAsync(string address, HttpContent? content, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await http.PostAsync(address, content, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            return PersonOutcome.Done;
        }

        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        throw new UserErrorException($"The host answered {(int)answer.StatusCode}: {problem.GetProperty("title").GetString()} {problem.GetProperty("detail").GetString()}");
    }
}
