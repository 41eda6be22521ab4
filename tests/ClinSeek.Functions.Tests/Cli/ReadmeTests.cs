using System.Diagnostics;
using System.Text.RegularExpressions;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>What the README prints to be typed is typed here, with the built program in place of <c>dotnet run</c>.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task KillSnippet_AsPrinted_IsKilledHalfWayAndGoesOn()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string snippet = Snippet("Kill it half-way")
            .Replace("dotnet run --project src/ClinSeek.Functions --", Program.ShellCommand(), StringComparison.Ordinal)
            .Replace("src/ClinSeek.Functions/", "", StringComparison.Ordinal);
        var settings = new Dictionary<string, string> { ["ClinSeek__KeyFile"] = folder["keys.json"], ["TMPDIR"] = folder.Path };
        using Process shell = Program.StartAs(folder.Path, settings, "bash", "-c", snippet);

        ProgramResult result = await Program.EndAsync(shell);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldMatch(@"(?m)^c-[0-9a-f]+ +decided");
        string id = Path.GetFileName(Directory.GetDirectories(folder[".clinseek/cases"]).ShouldHaveSingleItem());
        using Process verify = Program.Start(folder.Path, settings, "verify", id, "--key");
        (await Program.EndAsync(verify)).ExitCode.ShouldBe(0);
    }

    [Fact(Timeout = 300_000)]
    public async Task ModelSnippet_AsPrintedWithTheAddressOfAModel_AsksItAndDecides()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Step == 1
            ? ModelReply.Call(
                ("update_hypotheses", new { changes = new[] { new { hypothesis = "heart_failure", kind = "propose", name = "Acute heart failure", weight = 0.6 } } }),
                ("ehr_get_latest_records", new { table_name = "condition", n = 5 }))
            : ModelReply.Call(
                ("update_hypotheses", new { changes = new[] { new { hypothesis = "heart_failure", kind = "support", weight = 0.9, evidence = new[] { "e1.1" } } } }),
                ("finish", new { answer = "Acute heart failure", claims = new[] { new { text = "Heart failure is on record.", citations = new[] { new { evidence = "e1.1", quote = request.Quote("e1.1", "(?i)heart failure") } } } } })));
        using var folder = new TemporaryFolder();
        string snippet = Snippet("No real model was ever run")
            .Replace("dotnet run --project src/ClinSeek.Functions --", Program.ShellCommand(), StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8000/v1", model.Endpoint.ToString(), StringComparison.Ordinal);
        using Process shell = Program.StartAs(folder.Path, new Dictionary<string, string> { ["ClinSeek__KeyFile"] = folder["keys.json"] }, "bash", "-c", snippet);

        ProgramResult result = await Program.EndAsync(shell);

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("Acute heart failure");
        model.Bodies.ShouldAllBe(static body => body.Contains("\"model\":\"my-model\""));
    }

    [Fact]
    public void Commands_ProjectsAndPaths_Exist()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        foreach (Match project in Regex.Matches(readme, @"--project (?<path>[\w./-]+)"))
        {
            Directory.Exists(Path.Combine(Repository.Root, project.Groups["path"].Value)).ShouldBeTrue(project.Value);
        }

        foreach (Match link in Regex.Matches(readme, @"\]\((?!http)(?<path>[^)#]+)"))
        {
            Path.Exists(Path.Combine(Repository.Root, link.Groups["path"].Value)).ShouldBeTrue(link.Value);
        }
    }

    private static string Snippet(string after)
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        int start = readme.IndexOf("```sh\n", readme.IndexOf(after, StringComparison.Ordinal), StringComparison.Ordinal) + "```sh\n".Length;
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
