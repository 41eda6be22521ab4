using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The command line with a language model named by the environment.</summary>
public sealed class CommandLineModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AskVerifyReplay_ModelNamedByEnvironment_DecidesAndHolds()
    {
        string source = SamplePatient.Write(_folder["record"]);
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);

        var (exit, output, error) = await CommandProcess.RunAsync(
            _folder.Path, model.Endpoint, "ask", "--patient", SamplePatient.Id, "--fhir", source, "--cutoff", SamplePatient.Cutoff, ProductHost.Question);

        exit.ShouldBe(0, output + error);
        (CommandProcess.Member(output, "status"), CommandProcess.Member(output, "answer")).ShouldBe(("decided", "Acute heart failure"));
        model.Answered.ShouldBe(3);
        string id = CommandProcess.Member(output, "caseId")!;

        // Reading needs no model, and asks none.
        (await CommandProcess.RunAsync(_folder.Path, null, "verify", id)).Exit.ShouldBe(0);
        (await CommandProcess.RunAsync(_folder.Path, null, "replay", id)).Exit.ShouldBe(0);
        model.Answered.ShouldBe(3);
    }
}
