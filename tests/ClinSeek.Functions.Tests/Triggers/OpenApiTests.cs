using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Hosting;

namespace ClinSeek.Functions.Tests.Triggers;

/// <summary>
/// The OpenAPI document is a golden file, so that a change of the API is seen in review. After an intended change run
/// <c>CLINSEEK_REGENERATE=1 dotnet test --filter OpenApiTests</c> and commit tests/Fixtures/openapi.json.
/// </summary>
public sealed class OpenApiTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Document_Snapshot_IsTheGoldenFile()
    {
        JsonNode document = JsonNode.Parse(await host.Http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken))!;
        document.AsObject().Remove("servers");
        string actual = document.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        string golden = Path.Combine(Repository.Root, "tests", "Fixtures", "openapi.json");
        if (Environment.GetEnvironmentVariable("CLINSEEK_REGENERATE") == "1")
        {
            await File.WriteAllTextAsync(golden, actual, TestContext.Current.CancellationToken);
        }

        string expected = await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken);
        (int line, (string was, string now)) = expected.Split('\n').Zip(actual.Split('\n')).Index().FirstOrDefault(static pair => pair.Item.First != pair.Item.Second);
        (actual == expected).ShouldBeTrue($"tests/Fixtures/openapi.json differs from line {line + 1} on: '{was}' is now '{now}'. Regenerate it if that is meant.");
    }

    [Theory]
    [InlineData("/api/cases", "post", "get")]
    [InlineData("/api/cases/{id}", "get")]
    [InlineData("/api/cases/{id}/ledger", "get")]
    [InlineData("/api/cases/{id}/artifacts", "get")]
    [InlineData("/api/cases/{id}/artifacts/{name}", "get")]
    [InlineData("/api/cases/{id}/progress", "get")]
    [InlineData("/api/cases/{id}/events", "get")]
    [InlineData("/api/cases/{id}/terminate", "post")]
    [InlineData("/api/cases/{id}/approval", "get", "post")]
    [InlineData("/api/cases/{id}/questions", "get")]
    [InlineData("/api/cases/{id}/questions/{question}/answer", "post")]
    [InlineData("/api/cases/{id}/pause", "post")]
    [InlineData("/api/cases/{id}/resume", "post")]
    [InlineData("/api/cases/{id}/notes", "post")]
    [InlineData("/api/cases/{id}/events/{name}", "post")]
    [InlineData("/api/fhir/notifications/{source}", "post", "put")]
    [InlineData("/api/fhir/notifications/{source}/{type}/{id}", "post", "put")]
    [InlineData("/alive", "get")]
    [InlineData("/health", "get")]
    public async Task Document_DocumentedRoute_IsInIt(string path, params string[] verbs)
    {
        JsonElement paths = JsonDocument.Parse(await host.Http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken))
            .RootElement.GetProperty("paths");

        paths.EnumerateObject().Select(static route => route.Name).ShouldContain(path);
        paths.GetProperty(path).EnumerateObject().Select(static verb => verb.Name).ShouldBe(verbs, ignoreOrder: true);
    }
}
