using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

public sealed class ScoreCommandTests
{
    [Fact]
    public async Task Score_File_TellsWhatWasScoredAndByWhat()
    {
        using var folder = new TemporaryFolder();
        string file = folder["answers.jsonl"];
        await File.WriteAllLinesAsync(file,
        [
            """{"id":"a","question":"Did she have sepsis?","gold":["yes"],"answer":["Yes, it is documented."]}""",
            "",
            """{"id":"b","question":"Which diagnoses?","gold":["Pneumonia","Gout"],"answer":["pneumonia"]}""",
            """{"id":"c","question":"What is seen?","gold":["An enlarged heart"],"answer":["Cardiomegaly"]}""",
        ], TestContext.Current.CancellationToken);

        ProgramResult json = await Program.RunAsync(folder.Path, "score", file, "--json");
        ProgramResult text = await Program.RunAsync(folder.Path, "score", file);

        json.ExitCode.ShouldBe(0, json.Error);
        (json.Json.GetProperty("questions").GetInt32(), json.Json.GetProperty("scored").GetInt32()).ShouldBe((3, 2));
        json.Json.GetProperty("f1").GetDouble().ShouldBe((1 + (2.0 / 3)) / 2, 1e-9);
        json.Json.GetProperty("answers")[2].GetProperty("score").GetProperty("f1").ValueKind.ShouldBe(JsonValueKind.Null);
        text.Output.ShouldContain("1 of them in words needs a judge");
    }

    [Fact]
    public async Task Score_LineWithoutGold_NamesTheLine()
    {
        using var folder = new TemporaryFolder();
        string file = folder["answers.jsonl"];
        await File.WriteAllTextAsync(file, "\n{\"id\":\"a\",\"question\":\"?\",\"gold\":[],\"answer\":[\"x\"]}\n", TestContext.Current.CancellationToken);

        ProgramResult result = await Program.RunAsync(folder.Path, "score", file);

        result.ExitCode.ShouldBe(1, result.Error);
        result.Error.ShouldContain("line 2");
    }

    [Fact]
    public async Task Score_JudgeWithoutName_NamesTheSettingOfTheJudge()
    {
        using var folder = new TemporaryFolder();
        string file = folder["answers.jsonl"];
        await File.WriteAllTextAsync(file, """{"id":"a","question":"?","gold":["yes"],"answer":["yes"]}""", TestContext.Current.CancellationToken);

        ProgramResult result = await Program.RunAsync(folder.Path, new Dictionary<string, string> { ["Judge__Endpoint"] = "http://127.0.0.1:1/v1" }, "score", file);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain("Judge:Name");
    }
}
