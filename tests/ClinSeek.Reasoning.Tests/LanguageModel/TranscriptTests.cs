using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.LanguageModel.Dialects;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

/// <summary>Whole transcripts, played over HTTP in the provider's own shape.</summary>
public sealed class TranscriptTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "transcripts");

    public static TheoryData<string> Transcripts => [.. Directory.EnumerateFiles(Folder, "*.json").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Play_Transcript_ComesToItsAnswer(string file)
    {
        JsonElement transcript = JsonElement.Parse(await System.IO.File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken));
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        foreach (JsonElement answer in transcript.GetProperty("answers").EnumerateArray())
        {
            endpoint.Raw(answer.GetRawText());
        }

        ToolCallDialect dialect = Enum.Parse<ToolCallDialect>(transcript.GetProperty("dialect").GetString()!, ignoreCase: true);
        (ReasonerTurn last, IReadOnlyList<CaseStep> steps) = await ModelCases.RunAsync(ModelCases.Reasoner(endpoint, ModelCases.Profile with { Dialect = dialect }), Answer);

        last.Decision!.Answer.ShouldBe(transcript.GetProperty("answer").GetString(), last.Decision.Abstention);
        steps.Count.ShouldBe(transcript.GetProperty("steps").GetInt32());
        steps.SelectMany(static step => step.Turn.Calls).Select(static call => call.Name).ShouldBe(Texts(transcript, "calls"));
        steps.SelectMany(static step => step.Turn.Notes ?? []).Select(static note => JsonNamingPolicy.CamelCase.ConvertName(note.Kind.ToString())).Distinct().Order()
            .ShouldBe(Texts(transcript, "notes").Order());
        endpoint.Requests.Count.ShouldBe(transcript.GetProperty("answers").GetArrayLength());
        DecisionChecker.Check(last.Decision, ModelCases.File(steps)).Problems.ShouldBeEmpty();
    }

    private static ToolResult Answer(ToolCall call) => call.Name switch
    {
        "ehr.get_latest_records" => ModelCases.Rows("NT-proBNP 4200 pg/mL"),
        "browser.search" => ModelCases.Rows("Natriuretic peptides speak for heart failure.", "d1"),
        "ehr.load_ehr" => ModelCases.Rows("NT-proBNP 4200 pg/mL"),
        _ => new ToolResult { Outcome = ToolOutcome.Ok, Schema = ToolSchemas.EhrTables, Text = "observation, condition" },
    };

    private static IEnumerable<string> Texts(JsonElement transcript, string name) => transcript.GetProperty(name).EnumerateArray().Select(static one => one.GetString()!);
}
