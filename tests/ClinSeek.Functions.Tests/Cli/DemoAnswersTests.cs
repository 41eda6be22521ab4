using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Hosting;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>Every demo question of src/ClinSeek.Functions/Demo/expected.json against the program's own answer.</summary>
public sealed class DemoAnswersTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    public static TheoryData<string, string, string?, string> Rows()
    {
        var rows = new TheoryData<string, string, string?, string>();
        string file = Path.Combine(Repository.Root, "src", "ClinSeek.Functions", "Demo", "expected.json");
        foreach (JsonElement row in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("cases").EnumerateArray())
        {
            rows.Add(
                row.GetProperty("patient").GetString()!, row.GetProperty("question").GetString()!,
                row.TryGetProperty("cutoff", out JsonElement cutoff) ? cutoff.GetString() : null, row.GetProperty("expected").GetString()!);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Ask_DemoPatient_GivesTheExpectedAnswer(string patient, string question, string? cutoff, string expected)
    {
        using HttpResponseMessage accepted = await host.Http.PostAsJsonAsync("api/cases", new { patient, question, cutoff }, TestContext.Current.CancellationToken);
        string id = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("caseId").GetString()!;

        JsonElement view = await host.EndAsync(id);

        string answer = view.GetProperty("status").GetString() == "decided" ? Normal(Leader(view)) : view.GetProperty("status").GetString()!;
        answer.ShouldBe(expected == "abstain" ? "abstained" : Normal(Name(expected)), view.ToString()[..200]);
    }

    private static string Leader(JsonElement view) => view.GetProperty("hypotheses")[0].GetProperty("name").GetString()!;

    /// <summary>A hypothesis' name in the packs.</summary>
    private static string Name(string key) => Reasoning.Likelihood.Packs.PackLibrary.BuiltIn.Packs
        .SelectMany(static pack => pack.Hypotheses).First(hypothesis => hypothesis.Key == key).Name;

    private static string Normal(string name) => name.ToUpperInvariant();
}
