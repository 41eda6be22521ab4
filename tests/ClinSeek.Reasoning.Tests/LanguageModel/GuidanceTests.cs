using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

/// <summary>Where a model is led: rows 49 to 51 of the feature table, on small synthetic suites.</summary>
public sealed partial class GuidanceTests
{
    private static readonly string[] Events = ["Discharge home", "Transfer to intensive care", "Renal replacement therapy", "Chest drain", "Blood transfusion"];

    private static readonly ModelProfile Weak = ProfileLibrary.BuiltIn.Find("small")!;

    /// <summary>
    /// A record in which only the newest row of its table tells what comes next, below many older ones that mislead. A model
    /// that reads broadly drowns in them; one that begins with the newest rows does not.
    /// </summary>
    [Fact]
    public async Task Row49_NextRowTasks_RecentRowsFirstIsNoWorseThanACuratedPrompt()
    {
        (int curated, int agentic) = (0, 0);
        for (int number = 0; number < Events.Length; number++)
        {
            string expected = Events[number];
            ToolResult Record(ToolCall call) => Table(call) == "encounter" ? ModelCases.Rows($"newest first: planned: {expected}; older: planned: {Events[(number + 1) % Events.Length]}") : Nothing();

            // Curated: the newest rows in the question, one answer. Agentic: the same model, which never asks for anything by itself.
            curated += await AnswerAsync(Record, "The newest encounter row says: planned: " + expected + ". Which event will happen next?") == expected ? 1 : 0;
            agentic += await AnswerAsync(Record, "Which event will happen next?") == expected ? 1 : 0;
        }

        (curated, agentic).ShouldBe((Events.Length, Events.Length));
    }

    [Fact]
    public async Task Row49_NextRowTasks_GetASmallBudgetAndAreToldToLookAtTheNewestRows()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        for (int number = 0; number < 20; number++)
        {
            endpoint.Calls(("browser_search", $$"""{"query":"{{number}}"}"""), ("update_hypotheses", """{"changes":[],"considered":["e1.1"],"open_questions":[]}"""));
        }

        const string Question = "Which lab test will be ordered next?";
        var seen = new List<CaseStep>();
        for (bool forced = false; !forced && seen.Count < 20;)
        {
            ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File([.. seen], question: Question));
            seen.Add(ModelCases.Step(seen.Count + 1, turn, static _ => Nothing()));
            forced = turn.ForcesFinish == true;
        }

        seen.Count.ShouldBe(7);
        seen[0].Turn.Calls.ShouldAllBe(static call => call.Name == "ehr.get_latest_records");
        seen[0].Turn.Calls[0].ArgumentsJson.ShouldContain("observation");
        seen[0].Turn.Usage.ShouldBeNull();
        endpoint.Requests.First().Messages()[1].GetProperty("content").GetString()!.ShouldContain("The newest rows tell most");
    }

    [Theory]
    [InlineData("What is the most likely cause of the dyspnoea?")]
    [InlineData("Is the next of kin informed?")]
    [InlineData("Which treatment helps heart failure?")]
    public async Task Row49_NextRowTasks_OtherQuestionsAreNotTakenForOne(string question)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", """{"abstention":"no"}"""));

        (await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File(question: question))).Decision.ShouldNotBeNull();
    }

    /// <summary>
    /// Three weak models on the same questions: one gets the curated rows only, one seeks alone and gives up after one look, one
    /// gets both. The curated rows hold some answers, a look of its own others.
    /// </summary>
    [Fact]
    public async Task Row50_WeakModelGuard_HybridIsAtLeastAsGoodAsEither()
    {
        (int curated, int seeking, int hybrid) = (0, 0, 0);
        for (int number = 0; number < Events.Length; number++)
        {
            string expected = Events[number];
            bool inNewest = number % 2 == 0;
            ToolResult Record(ToolCall call) => (Table(call), call.Name) switch
            {
                ("observation", _) when inNewest => ModelCases.Rows("planned: " + expected),
                (_, "ehr.get_records_by_keyword") when !inNewest => ModelCases.Rows("planned: " + expected),
                _ => Nothing(),
            };

            curated += await AnswerAsync(Record, "What was planned for the patient?", Weak, seeks: false) == expected ? 1 : 0;
            seeking += await AnswerAsync(Record, "What was planned for the patient?", Weak with { Guidance = Guidance.Free }, seeks: true) == expected ? 1 : 0;
            hybrid += await AnswerAsync(Record, "What was planned for the patient?", Weak, seeks: true) == expected ? 1 : 0;
        }

        hybrid.ShouldBeGreaterThanOrEqualTo(Math.Max(curated, seeking));
        (curated, seeking, hybrid).ShouldBe((3, 2, 5));
    }

    [Fact]
    public async Task Row50_WeakModelGuard_FewerToolsOneCallAtATimeAndAPlan()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("browser_search", """{"query":"a"}"""), ("browser_search", """{"query":"b"}"""), ("ehr_run_sql_query", """{"sql_query":"SELECT 1"}"""));
        CaseStep planned = ModelCases.Step(1, await ModelCases.Reasoner(endpoint, Weak).TurnAsync(ModelCases.File()), static _ => Nothing());

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint, Weak).TurnAsync(ModelCases.File([planned]));

        planned.Turn.Notes!.ShouldHaveSingleItem().Kind.ShouldBe(TurnNoteKind.Planned);
        planned.Turn.Calls.Select(static call => call.Name).ShouldContain("ehr.get_table_names");
        turn.Calls.Count.ShouldBe(1);
        turn.Message!.Calls[2].Reply.ShouldNotBeNull().ShouldContain("not among your tools");
        endpoint.Requests.Single().ToolNames().ShouldNotContain("ehr_run_sql_query");
        endpoint.Requests.Single().GetProperty("parallel_tool_calls").GetBoolean().ShouldBeFalse();
        string prompt = endpoint.Requests.Single().Messages()[1].GetProperty("content").GetString()!;
        prompt.ShouldContain("1. [done] Read the latest rows of condition, observation, medication, diagnostic_report.");
        prompt.ShouldContain("[now] Propose two to five hypotheses");
    }

    [Fact]
    public async Task Row51_VocabularyAccess_CandidatesStandInThePromptAndVocabulariesAreTools()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("ehr_get_candidates_by_keyword", """{"table_name":"diagnoses","keyword":"heart"}"""));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint, Weak with { Guidance = Guidance.Plan }).TurnAsync(ModelCases.File(candidates: ["Acute heart failure", "Pneumonia"]) with { Context = new RunContext(0, Complete: true) });

        turn.Calls.ShouldHaveSingleItem().Name.ShouldBe("ehr.get_candidates_by_keyword");
        string prompt = endpoint.Requests.Single().Messages()[1].GetProperty("content").GetString()!;
        prompt.ShouldContain("answer with their exact text only:\n- Acute heart failure\n- Pneumonia\n");
    }

    /// <summary>Runs a case with a model that answers with the last «planned: ...» that it can read; where it seeks, it looks for that word once before.</summary>
    private static async Task<string?> AnswerAsync(Func<ToolCall, ToolResult> record, string question, ModelProfile? profile = null, bool seeks = false)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        for (int number = 0; number < 6; number++)
        {
            endpoint.Reads(request =>
            {
                string prompt = string.Concat(request.Messages().Where(static message => message.GetProperty("role").GetString() != "system").Select(static message => message.TryGetProperty("content", out JsonElement content) ? content.ToString() : ""));
                if (seeks && !prompt.Contains("get_records_by_keyword", StringComparison.Ordinal))
                {
                    return ("ehr_get_records_by_keyword", """{"table_name":"document","keyword":"planned"}""");
                }

                Match seen = Planned().Match(prompt);
                return ("finish", JsonSerializer.Serialize(seen.Success ? new { response = new[] { seen.Groups[1].Value.Trim() } } : (object)new { abstention = "I saw nothing." }));
            });
        }

        (ReasonerTurn last, _) = await ModelCases.RunAsync(ModelCases.Reasoner(endpoint, profile), record, (steps, finishOnly) => ModelCases.File(steps, finishOnly, question));
        // Without claims no answer stands; what counts here is what was found.
        Match said = Response().Match(string.Concat(last.Message!.Calls.Select(static call => call.Arguments)));
        return said.Success ? said.Groups[1].Value : null;
    }

    private static ToolResult Nothing() => ToolResult.Of(ToolOutcome.Empty, "Nothing matched.");

    private static string? Table(ToolCall call) => call.Name == "ehr.get_latest_records" ? JsonElement.Parse(call.ArgumentsJson).GetProperty("table_name").GetString() : null;

    [GeneratedRegex("\"response\":\\[\"([^\"]+)\"")]
    private static partial Regex Response();

    [GeneratedRegex("planned: ([A-Z][a-z ]+)")]
    private static partial Regex Planned();
}
