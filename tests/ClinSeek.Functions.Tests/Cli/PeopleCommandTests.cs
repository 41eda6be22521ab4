using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>The commands of people's acts, as processes that come and go.</summary>
public sealed class PeopleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_WithApproval_WaitsAndStandsOnceApproved()
    {
        ProgramResult asked = await Program.RunAsync(_folder.Path, "ask", "--json", "--approval", "--patient", "demo-01-arden", Program.Dyspnoea);
        string id = asked.Json.GetProperty("caseId").GetString()!;
        ProgramResult shown = await Program.RunAsync(_folder.Path, "show", id);
        ProgramResult wrong = await Program.RunAsync(_folder.Path, "approve", id, "--digest", "0000");
        ProgramResult paused = await Program.RunAsync(_folder.Path, "pause", id, "--reason", "rounds");
        ProgramResult continued = await Program.RunAsync(_folder.Path, "continue", "--json", id);
        ProgramResult approved = await Program.RunAsync(_folder.Path, "approve", "--json", id, "--by", "Dr Yes");
        ProgramResult again = await Program.RunAsync(_folder.Path, "reject", id, "--reason", "no");
        ProgramResult noted = await Program.RunAsync(_folder.Path, "note", id, "seen");
        ProgramResult replayed = await Program.RunAsync(_folder.Path, "replay", id);

        (asked.ExitCode, asked.Json.GetProperty("status").GetString()).ShouldBe((0, "waiting"));
        shown.Output.ReplaceLineEndings(" ").ShouldContain("approve " + id);
        (wrong.ExitCode, paused.ExitCode, continued.Json.GetProperty("status").GetString()).ShouldBe((1, 0, "waiting"));
        (approved.ExitCode, approved.Json.GetProperty("status").GetString()).ShouldBe((0, "decided"));
        again.ExitCode.ShouldBe(1);
        (noted.ExitCode, replayed.ExitCode).ShouldBe((0, 0), noted.Error + replayed.Error);
    }
}
