using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.Fhir;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>Records that come from a FHIR server, as a user asks for them.</summary>
public sealed class ServerRecordTests(FhirPeerFixture peer) : IClassFixture<FhirPeerFixture>, IDisposable
{
    private const string Patient = "demo-04-dorn";
    private const string Cutoff = "2026-03-01T12:00:00Z";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_Server_AnswersAsFromFilesAndHoldsToBeDerivedAgain()
    {
        JsonElement files = await AskAsync();
        JsonElement served = await AskAsync("--fhir", peer.Base.AbsoluteUri);

        Answer(served).ShouldBe(Answer(files));
        string id = served.GetProperty("caseId").GetString()!;
        foreach (string[] check in new string[][] { ["verify", id, "--key"], ["replay", id], ["rederive", id] })
        {
            ProgramResult checking = await Program.RunAsync(_folder.Path, [.. check, "--json"]);
            checking.ExitCode.ShouldBe(0, $"{check[0]}: {checking.Output}{checking.Error}");
            checking.Json.GetProperty("count").GetInt32().ShouldBeGreaterThan(5);
        }
    }

    [Fact]
    public async Task Ask_ConfiguredName_IsTheServer()
    {
        var named = new Dictionary<string, string> { ["Fhir__Servers__ward__BaseUrl"] = peer.Base.AbsoluteUri, ["Fhir__Servers__ward__Mode"] = "Search" };

        ProgramResult asked = await Program.RunAsync(_folder.Path, named, "ask", "--json", "--patient", Patient, "--cutoff", Cutoff, "--fhir", "ward", Program.Dyspnoea);
        ProgramResult listed = await Program.RunAsync(_folder.Path, named, "patients", "--json", "--fhir", "ward");

        asked.ExitCode.ShouldBeOneOf(0, 3);
        listed.Json.EnumerateArray().Select(static item => item.GetProperty("id").GetString()).ShouldContain(Patient);
    }

    [Theory]
    [InlineData("https://ehr.example/fhir", "allow-list")]
    [InlineData("http://ehr.example/fhir", "allow-list")]
    [InlineData("http://127.0.0.1.ehr.example/fhir", "allow-list")]
    [InlineData("http://user:word@127.0.0.1/fhir", "allow-list")]
    [InlineData("http://127.0.0.1:1/fhir", "cannot be read now")]
    public async Task Ask_ServerThatMayNotOrCannotBeAsked_IsOneClearLine(string address, string why) =>
        (await Program.RunAsync(_folder.Path, "ask", "--patient", Patient, "--fhir", address, Program.Dyspnoea)).ShouldBeClearError(2).ShouldContain(why);

    [Fact]
    public async Task Ask_PatientThatTheServerDoesNotHave_IsOneClearLine() =>
        (await Program.RunAsync(_folder.Path, "ask", "--patient", "nobody", "--fhir", peer.Base.AbsoluteUri, Program.Dyspnoea)).ShouldBeClearError(2).ShouldContain("no patient with that id");

    [Theory]
    [InlineData("Fhir__Servers__ward__BaseUrl", "http://ehr.example/fhir", "not encrypted")]
    [InlineData("Fhir__Servers__ward__Mode", "Telepathy", "configuration is wrong")]
    public async Task Ask_WrongServerSettings_AreNamed(string setting, string value, string why)
    {
        var settings = new Dictionary<string, string> { ["Fhir__Servers__ward__BaseUrl"] = "https://ehr.example/fhir", [setting] = value };

        (await Program.RunAsync(_folder.Path, settings, "ask", "--patient", Patient, "--fhir", "ward", Program.Dyspnoea)).ShouldBeClearError(2).ShouldContain(why);
    }

    private async Task<JsonElement> AskAsync(params string[] more)
    {
        ProgramResult result = await Program.RunAsync(_folder.Path, ["ask", "--json", "--patient", Patient, "--cutoff", Cutoff, Program.Dyspnoea, .. more]);
        result.ExitCode.ShouldBeOneOf(0, 3);
        return result.Json;
    }

    private static string Answer(JsonElement view) => JsonSerializer.Serialize(view.GetProperty("hypotheses"));
}
