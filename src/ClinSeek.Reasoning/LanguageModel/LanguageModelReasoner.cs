using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>
/// Reasons with a language model over any <see cref="IChatClient"/>. A turn is at most three model calls: one, one after a
/// note that repairs or nudges, one more after that; then what there is counts. Nothing a model says makes it throw.
/// The prompt holds PHI and goes to the configured endpoint, nowhere else. At least once: a repeated turn asks again.
/// </summary>
public sealed class LanguageModelReasoner(IChatClient client, LanguageModelOptions options) : IReasoner
{
    private const int CallsPerTurn = 3;
    private const string Nudge = "You called no tool. Call tools to seek evidence, or call finish with an answer or an abstention.";

    private readonly PromptWriter _prompts = new(options);

    /// <inheritdoc />
    public string Name => "language-model";

    /// <inheritdoc />
    public string Version => $"1;prompt@{PromptWriter.Version};model@{options.Model}";

    /// <inheritdoc />
    public async Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = _prompts.Write(file);
        var usage = new UsageSum(options.Model);
        var events = new List<HypothesisEvent>();
        string said = "";
        bool sentBack = file.Rejections.Count > 0;
        for (int round = 1; round <= CallsPerTurn; round++)
        {
            ChatResponse response = await AskAsync(messages, file, cancellationToken);
            usage.Add(response);
            string text = response.Text.Trim();
            said = text.Length > 0 ? text : said;
            ModelAnswer answer = ModelAnswer.Read(response, file, file.Board.Apply(events), options);
            events.AddRange(answer.Events);
            bool last = round == CallsPerTurn;
            if (answer.Ending is { } ending)
            {
                IReadOnlyList<string> problems = Problems(file, events, ending);
                if (problems.Count == 0 || last || sentBack)
                {
                    return Turn(file, events, [], ending, said, usage, dropUngrounded: problems.Count > 0);
                }

                sentBack = true;
                answer.SendBack(string.Join(" ", problems));
                answer.Reply(messages, text);
                continue;
            }

            if (answer.Calls.Count > 0 && (!answer.Flawed || last))
            {
                return Turn(file, events, answer.Calls, null, said, usage);
            }

            // The second answer without any call is a model that is done and says so in its own way.
            if (!answer.Called && (round > 1 || file.FinishOnly) && AnswerSalvage.Read(said) is { } salvaged)
            {
                return Turn(file, events, [], salvaged, said, usage);
            }

            answer.Reply(messages, text);
            if (!answer.Called)
            {
                messages.Add(new ChatMessage(ChatRole.User, Nudge));
            }
            else if (!answer.Flawed)
            {
                messages.Add(new ChatMessage(ChatRole.User, "The hypotheses are recorded. Now call tools to seek evidence, or finish."));
            }
        }

        var none = new FinishCall(null, "The model named neither a tool nor a decision that could be used, in spite of a note on what is right.", [], [], []);
        return Turn(file, events, [], none, said, usage);
    }

    private async Task<ChatResponse> AskAsync(List<ChatMessage> messages, CaseFile file, CancellationToken cancellationToken)
    {
        var request = new ChatOptions
        {
            ModelId = options.Model,
            MaxOutputTokens = options.MaxOutputTokens,
            AllowMultipleToolCalls = true,
            Tools = [.. file.FinishOnly ? [] : file.Tools.Select(static tool => new WireDeclaration(tool)), StructuredTools.Hypotheses, StructuredTools.Ending],
        };
        try
        {
            return await client.GetResponseAsync(messages, request, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ReasonerUnavailableException("The model's endpoint cannot be reached or did not answer in time; check the endpoint and the network, then the step is tried again.", null, error);
        }
    }

    private IReadOnlyList<string> Problems(CaseFile file, IReadOnlyList<HypothesisEvent> events, FinishCall ending)
    {
        HypothesisBoard board = file.Board.Apply(events);
        EvidenceItem[] evidence = [.. file.Steps.SelectMany(static step => step.Evidence)];
        return DecisionChecker.Check(ending.ToDecision(options.Model, board, evidence), file.Request, evidence, board).Problems;
    }

    private ReasonerTurn Turn(CaseFile file, IReadOnlyList<HypothesisEvent> events, IReadOnlyList<ToolCall> calls, FinishCall? ending, string said, UsageSum usage, bool dropUngrounded = false)
    {
        HypothesisBoard board = file.Board.Apply(events);
        EvidenceItem[] evidence = [.. file.Steps.SelectMany(static step => step.Evidence)];
        Decision? decision = ending?.ToDecision(usage.Total.Model, board, evidence);
        return new ReasonerTurn
        {
            Reasoner = $"{Name}/{Version}",
            Hypotheses = events,
            Calls = calls,
            Decision = decision is not null && dropUngrounded ? GroundedPart.Of(decision, file.Request, evidence, board) : decision,
            Rationale = said.Length > 0 ? said : null,
            Usage = usage.Total,
        };
    }
}
