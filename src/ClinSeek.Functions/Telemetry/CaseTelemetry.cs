using System.Diagnostics;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Telemetry;

namespace ClinSeek.Functions.Telemetry;

/// <summary>
/// Spans and measurements of cases. They are made where the work is done, in activities, and only when it is done: an
/// orchestrator's replay, an activity that finds its result stored, and <c>replay</c> make none. Nothing clinical is in them.
/// </summary>
/// <param name="exports">Where they go; made before the first of them.</param>
public sealed class CaseTelemetry(IEnumerable<TelemetryExport> exports)
{
    private readonly IReadOnlyList<TelemetryExport> _exports = [.. exports];

    /// <summary>Whether anything leaves the process.</summary>
    public bool Exports => _exports.Count > 0;

    /// <summary>A reasoner's turn as an <c>invoke_agent</c> span; its model calls are spans below it.</summary>
    /// <param name="id">The case.</param>
    /// <param name="step">The step that the turn makes; those of a second reader follow the one that it reads.</param>
    /// <param name="reader">Which second reader it is, or null for the case's own reasoner.</param>
    /// <param name="reasoner">The reasoner.</param>
    /// <param name="take">Takes the turn.</param>
    public async Task<ReasonerTurn> TurnAsync(CaseId id, int step, int? reader, IReasoner reasoner, Func<Task<ReasonerTurn>> take)
    {
        using Activity? span = Start($"{GenAi.Operations.InvokeAgent} {reasoner.Name}", GenAi.Operations.InvokeAgent, id);
        span?.SetTag(GenAi.AgentName, reasoner.Name).SetTag(GenAi.AgentVersion, reasoner.Version).SetTag("clinseek.step", step).SetTag("clinseek.reader", reader);
        try
        {
            ReasonerTurn turn = await take();
            TagList tags = new() { { GenAi.AgentName, reasoner.Name }, { "clinseek.turn", Came(turn) } };
            if (reader is null)
            {
                Instruments.Steps.Add(1, tags);
            }

            if (turn.Usage is { } usage)
            {
                Instruments.StepTokens.Add(Spending.TokensOf(usage), new TagList { { GenAi.AgentName, reasoner.Name } });
                if (usage.Cost is { } cost)
                {
                    Instruments.Cost.Add((double)cost, new TagList { { GenAi.AgentName, reasoner.Name } });
                }

                span?.SetTag(GenAi.ResponseModel, usage.Model).SetTag(GenAi.InputTokens, usage.InputTokens).SetTag(GenAi.OutputTokens, usage.OutputTokens);
            }

            span?.SetTag("clinseek.turn", Came(turn)).SetTag("clinseek.calls", turn.Calls.Count).SetTag("clinseek.hypotheses", turn.Hypotheses.Count);
            return turn;
        }
        catch (Exception error)
        {
            Failed(span, error);
            throw;
        }
    }

    /// <summary>A tool call as an <c>execute_tool</c> span, with its outcome.</summary>
    public async ValueTask<ToolResult> CallAsync(CaseId id, EvidenceId evidence, string tool, Func<ValueTask<ToolResult>> call)
    {
        // A name that a model made up may say anything.
        string name = ToolCatalogue.Canonical(tool);
        using Activity? span = Start($"{GenAi.Operations.ExecuteTool} {name}", GenAi.Operations.ExecuteTool, id);
        span?.SetTag(GenAi.ToolName, name).SetTag(GenAi.ToolType, "function").SetTag(GenAi.ToolCallId, evidence.ToString());
        long start = Stopwatch.GetTimestamp();
        string outcome = "fault";
        try
        {
            ToolResult result = await call();
            outcome = Word(result.Outcome);
            span?.SetTag("clinseek.tool.shown", result.Shown).SetTag("clinseek.tool.total", result.Total);
            if (result.Outcome == ToolOutcome.Failed)
            {
                span?.SetTag(GenAi.ErrorType, "failed").SetStatus(ActivityStatusCode.Error);
            }

            return result;
        }
        catch (Exception error)
        {
            Failed(span, error);
            throw;
        }
        finally
        {
            span?.SetTag("clinseek.tool.outcome", outcome);
            Instruments.ToolDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new TagList { { GenAi.ToolName, name }, { "clinseek.tool.outcome", outcome } });
        }
    }

    /// <summary>Second readings that were held against a decision.</summary>
    public static void Checked(IEnumerable<DecisionCheck> checks)
    {
        foreach (DecisionCheck check in checks)
        {
            Instruments.Checks.Add(1, new TagList { { GenAi.AgentName, check.By.Split('/', 2)[0] }, { "clinseek.agreement", Word(check.Agreement) } });
        }
    }

    /// <summary>The end of a case: the span of the whole of it, from its acceptance on.</summary>
    public void Ended(CaseId id, DateTimeOffset acceptedAt, DateTimeOffset endedAt, CaseStatus status, int steps)
    {
        Instruments.Cases.Add(1, new TagList { { "clinseek.status", LedgerFacts.Word(status) } });
        using Activity? span = Instruments.Source.StartActivity(
            $"{GenAi.Operations.InvokeWorkflow} case", ActivityKind.Internal, CaseTrace.Of(id), startTime: acceptedAt);
        span?.SetTag(GenAi.OperationName, GenAi.Operations.InvokeWorkflow).SetTag(GenAi.WorkflowName, "case").SetTag(GenAi.ConversationId, id.Value)
            .SetTag("clinseek.status", LedgerFacts.Word(status)).SetTag("clinseek.steps", steps).SetEndTime(endedAt.UtcDateTime);
    }

    private static Activity? Start(string name, string operation, CaseId id) => Instruments.Source
        .StartActivity(name, ActivityKind.Internal, CaseTrace.Of(id))
        ?.SetTag(GenAi.OperationName, operation).SetTag(GenAi.ConversationId, id.Value);

    private static void Failed(Activity? span, Exception error) => span?.SetTag(GenAi.ErrorType, error.GetType().Name).SetStatus(ActivityStatusCode.Error);

    private static string Came(ReasonerTurn turn) => turn switch
    {
        { Decision.Answer: not null } => "answer",
        { Decision: not null } => "abstention",
        { Calls.Count: > 0 } => "calls",
        _ => "nothing",
    };

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
