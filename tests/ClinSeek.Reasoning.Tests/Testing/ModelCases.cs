using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>A language model over a scripted endpoint, and a driver that plays the orchestrator around it.</summary>
internal static class ModelCases
{
    /// <summary>Two events on two hypotheses, as a model that does its duty writes them.</summary>
    public const string Propose = """{"changes":[{"hypothesis":"heart_failure","kind":"proposed","name":"heart failure","weight":0.4}]}""";

    public static IReadOnlyList<AIFunctionDeclaration> Tools { get; } =
    [
        Tool("ehr.get_table_names", "{}"),
        Tool("ehr.load_ehr", "{}"),
        Tool("ehr.get_latest_records", """{"table_name":{"type":"string"},"n":{"type":"integer"}}"""),
        Tool("ehr.get_records_by_keyword", """{"table_name":{"type":"string"},"keyword":{"type":"string"}}"""),
        Tool("ehr.run_sql_query", """{"sql_query":{"type":"string"}}"""),
        Tool("ehr.get_candidates_by_keyword", """{"table_name":{"type":"string"},"keyword":{"type":"string"}}"""),
        Tool("browser.search", """{"query":{"type":"string"},"topn":{"type":"integer"}}"""),
        Tool("browser.open", """{"id":{"type":["integer","string"]},"cursor":{"type":"integer"}}"""),
        Tool("image.chest_xray_classifier", """{"image_path":{"type":"string"}}"""),
    ];

    public static ModelProfile Profile { get; } = new() { Name = "test", Match = ["*"] };

    public static LanguageModelReasoner Reasoner(ScriptedEndpoint endpoint, ModelProfile? profile = null, bool stream = false, TimeSpan? timeout = null) =>
        new(Client(endpoint, timeout), new LanguageModelOptions { Model = "scripted", Profile = profile ?? Profile, Stream = stream, Seed = 11 });

    public static OpenAIChatClientAdapter Client(ScriptedEndpoint endpoint, TimeSpan? timeout = null) => new(
        new OpenAI.Chat.ChatClient("scripted", new System.ClientModel.ApiKeyCredential("k"), new OpenAI.OpenAIClientOptions
        {
            Endpoint = new Uri(endpoint.Address),
            NetworkTimeout = timeout ?? TimeSpan.FromSeconds(60),
            RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(maxRetries: 0),
        }), "scripted");

    public static CaseFile File(IReadOnlyList<CaseStep>? steps = null, bool finishOnly = false, string question = "Why is the patient breathless?", IReadOnlyList<string>? films = null, IReadOnlyList<string>? candidates = null) =>
        Cases.File(question, steps, candidates, films, finishOnly: finishOnly) with { Tools = Tools, Context = new RunContext(100, Complete: true) };

    /// <summary>A turn on a case file.</summary>
    public static Task<ReasonerTurn> TurnAsync(this LanguageModelReasoner reasoner, CaseFile file) => reasoner.ReasonAsync(file, TestContext.Current.CancellationToken);

    /// <summary>The step that a turn makes, each call answered.</summary>
    public static CaseStep Step(int number, ReasonerTurn turn, Func<ToolCall, ToolResult> answer) =>
        new(number, turn, [.. turn.Calls.Select((call, index) => new EvidenceItem(new EvidenceId(number, index + 1), call, answer(call)))]);

    /// <summary>Plays a case to its end as the orchestrator would.</summary>
    public static async Task<(ReasonerTurn Last, IReadOnlyList<CaseStep> Steps)> RunAsync(LanguageModelReasoner reasoner, Func<ToolCall, ToolResult> answer, Func<IReadOnlyList<CaseStep>, bool, CaseFile>? file = null, int steps = 24)
    {
        file ??= static (past, finishOnly) => File(past, finishOnly);
        var past = new List<CaseStep>();
        for (bool forced = false; ;)
        {
            int number = past.Count + 1;
            ReasonerTurn turn = await reasoner.TurnAsync(file([.. past], forced || number >= steps) with { StepsLeft = steps - number + 1 });
            past.Add(Step(number, turn, answer));
            if (turn.Decision is not null)
            {
                return (turn, past);
            }

            forced |= turn.ForcesFinish == true;
        }
    }

    public static ToolResult Rows(string text, string source = "Observation/o1") => new()
    {
        Outcome = ToolOutcome.Ok, Schema = ToolSchemas.EhrRows, Text = text, Shown = 1, Total = 1,
        Rows = [JsonSerializer.SerializeToElement(new { display = text })], Locators = [new Locator(source, "observation#1", text)],
    };

    /// <summary>The messages of a request.</summary>
    public static JsonElement[] Messages(this JsonElement request) => [.. request.GetProperty("messages").EnumerateArray()];

    /// <summary>The tools of a request by their names on the wire.</summary>
    public static string[] ToolNames(this JsonElement request) => request.TryGetProperty("tools", out JsonElement tools)
        ? [.. tools.EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!)]
        : [];

    private static AIFunctionDeclaration Tool(string name, string properties) =>
        AIFunctionFactory.CreateDeclaration(name, name, JsonElement.Parse($$"""{"type":"object","properties":{{properties}}}"""));
}
