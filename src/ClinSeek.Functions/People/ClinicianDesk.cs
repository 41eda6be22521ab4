using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.People;

/// <summary>
/// Questions to the clinician. A step's questions are stored before anybody can see them; an answer stands in the ledger
/// (<c>operator.answer</c>) before the case is woken, and becomes evidence that claims can cite.
/// </summary>
public sealed class ClinicianDesk(CaseRecord record, OperatorLog log, ILedgerStore ledger, CaseSignals signals, TimeProvider time)
{
    /// <summary>Puts a step's questions unless that was done, and makes evidence of those that are answered or too late.</summary>
    public async Task<Asked> AskAsync(CaseId id, int epoch, int step, bool expired, CancellationToken cancellationToken)
    {
        CaseRequest request = (await record.AcceptedAsync(id, cancellationToken)).Request;
        ReasonerTurn turn = await record.FindTurnAsync(id, step, cancellationToken)
            ?? throw new InvalidOperationException($"Step {step} has no turn, so it can have no questions.");
        QuestionsDocument questions = await QuestionsAsync(id, epoch, step, request, turn, cancellationToken);
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        var answers = new List<ToolAnswer>();
        bool isOpen = false;
        foreach (var (call, index) in turn.Calls.Select(static (call, index) => (call, index)).Where(static item => IsQuestion(item.call)))
        {
            var evidence = new EvidenceId(step, index + 1);
            EvidenceItem? known = await record.FindEvidenceAsync(id, evidence, cancellationToken);
            ToolResult? result = known?.Result ?? await ResultAsync(id, evidence, request, questions, current, call, expired, cancellationToken);
            if (result is null)
            {
                isOpen = true;
                continue;
            }

            var item = new EvidenceItem(evidence, call with { Name = ClinicianTool.Name }, result);
            var (stored, document) = await record.PutAsync(id, epoch, DocumentNames.Evidence(evidence), item, cancellationToken);
            answers.Add(ToolAnswer.Of(stored.Result, document.Commitment));
        }

        return new Asked(isOpen ? questions.ExpiresAt.UtcDateTime : null, answers);
    }

    /// <summary>Every question of a case, in the order asked.</summary>
    public async ValueTask<IReadOnlyList<QuestionView>> ListAsync(CaseId id, CancellationToken cancellationToken)
    {
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        var views = new List<QuestionView>();
        for (int step = 1; step <= current.Head.LastStep + 1; step++)
        {
            if (await FindAsync(id, step, cancellationToken) is not { } document)
            {
                continue;
            }

            foreach (ClinicianQuestion question in document.Questions)
            {
                views.Add(await ViewAsync(id, question, document, current, cancellationToken));
            }
        }

        return views;
    }

    /// <summary>Whether a person has to answer something now.</summary>
    public async ValueTask<bool> IsWaitingAsync(CaseId id, CaseLedger current, CancellationToken cancellationToken) =>
        await FindAsync(id, current.Head.LastStep + 1, cancellationToken) is { } document
        && time.GetUtcNow() < document.ExpiresAt
        && document.Questions.Any(question => EntryOf(current, question.Id) is null);

    /// <summary>Whether an answer came in that the case has made no evidence of yet.</summary>
    public async ValueTask<bool> IsUnreadAsync(CaseId id, CaseLedger current, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, current.Head.LastStep + 1, cancellationToken) is not { } document)
        {
            return false;
        }

        foreach (ClinicianQuestion question in document.Questions.Where(question => EntryOf(current, question.Id) is not null))
        {
            if (await record.FindEvidenceAsync(id, question.Id, cancellationToken) is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How long the steps up to one waited for people: that time is not taken off the case's budget.</summary>
    public async ValueTask<TimeSpan> WaitedAsync(CaseId id, int upTo, CancellationToken cancellationToken)
    {
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        TimeSpan waited = TimeSpan.Zero;
        for (int step = 1; step <= upTo; step++)
        {
            if (await FindAsync(id, step, cancellationToken) is { } document)
            {
                waited += document.Questions.Max(question => (EntryOf(current, question.Id)?.Body.At ?? document.ExpiresAt) - document.AskedAt);
            }
        }

        return waited;
    }

    private static bool IsQuestion(ToolCall call) => ToolCatalogue.Canonical(call.Name) == ClinicianTool.Name;

    private ValueTask<QuestionsDocument?> FindAsync(CaseId id, int step, CancellationToken cancellationToken) =>
        record.FindAsync<QuestionsDocument>(id, DocumentNames.Questions(step), cancellationToken);

    private async ValueTask<QuestionsDocument> QuestionsAsync(
        CaseId id, int epoch, int step, CaseRequest request, ReasonerTurn turn, CancellationToken cancellationToken)
    {
        ClinicianQuestion[] questions = request.People?.AnswerWithin is null ? [] : [.. turn.Calls
            .Select((call, index) => IsQuestion(call) && ClinicianTool.Read(call, out _) is { } read
                ? new ClinicianQuestion(new EvidenceId(step, index + 1), read.Question, read.Choices) : null)
            .OfType<ClinicianQuestion>()];
        DateTimeOffset now = time.GetUtcNow();
        var document = new QuestionsDocument(1, questions, now, now + (request.People?.AnswerWithin ?? TimeSpan.Zero));
        if (questions.Length == 0)
        {
            return document;
        }

        QuestionsDocument put = (await record.PutAsync(id, epoch, DocumentNames.Questions(step), document, cancellationToken)).Value;
        signals.Grew(id);
        return put;
    }

    /// <summary>What a question gave; null while it is open.</summary>
    private async ValueTask<ToolResult?> ResultAsync(
        CaseId id, EvidenceId evidence, CaseRequest request, QuestionsDocument questions, CaseLedger current, ToolCall call, bool expired, CancellationToken cancellationToken)
    {
        if (request.People?.AnswerWithin is null)
        {
            return ToolResult.Of(ToolOutcome.Denied, "Nobody is there to be asked: this case was started without a clinician at hand.");
        }

        if (questions.Questions.FirstOrDefault(question => question.Id == evidence) is not { } question)
        {
            ClinicianTool.Read(call, out string problem);
            return ToolResult.Of(ToolOutcome.Failed, problem);
        }

        if (EntryOf(current, evidence) is { } entry)
        {
            return Answered(question, await log.WordsAsync(id, entry, cancellationToken), entry, request.Cutoff.Instant);
        }

        return expired ? ToolResult.Of(ToolOutcome.Empty, "Nobody answered in time, which tells nothing.") : null;
    }

    private static ToolResult Answered(ClinicianQuestion question, OperatorWords words, LedgerEntry entry, DateTimeOffset cutoff)
    {
        string at = entry.Body.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string answer = words.Text ?? string.Empty;
        string by = words.By ?? "a clinician";
        string later = entry.Body.At >= cutoff ? "\nThe answer was given after the case's cut-off; it says what the clinician knows now." : string.Empty;
        return new ToolResult
        {
            Outcome = ToolOutcome.Ok,
            Schema = ToolSchemas.ClinicianAnswer,
            Rows = [JsonSerializer.SerializeToElement(new { question = question.Question, answer, by, at }, EvidenceJson.Options)],
            Text = $"Asked: {question.Question}\nAnswered by {by} at {at}: {answer}{later}",
            Shown = 1,
            Total = 1,
            Locators = [new Locator($"clinician/{question.Id}", "answer", answer)],
        };
    }

    private async ValueTask<QuestionView> ViewAsync(
        CaseId id, ClinicianQuestion question, QuestionsDocument document, CaseLedger current, CancellationToken cancellationToken)
    {
        LedgerEntry? entry = EntryOf(current, question.Id);
        OperatorWords words = entry is null ? new OperatorWords(1, null, null) : await log.WordsAsync(id, entry, cancellationToken);
        QuestionState state = entry is not null ? QuestionState.Answered
            : current.Head.Sealed || time.GetUtcNow() >= document.ExpiresAt ? QuestionState.Expired : QuestionState.Open;
        return new QuestionView(
            question.Id.ToString(), question.Question, question.Choices, document.AskedAt, document.ExpiresAt, state, words.Text, words.By);
    }

    /// <summary>The first answer to a question.</summary>
    private static LedgerEntry? EntryOf(CaseLedger current, EvidenceId question) => current.Entries
        .Select(static recorded => recorded.Entry)
        .FirstOrDefault(entry => entry.Body.Kind == LedgerKinds.OperatorAnswer
            && entry.Body.Facts.GetValueOrDefault(LedgerFacts.Question) == question.ToString());
}
