using System.Diagnostics;
using System.Text.RegularExpressions;
using ClinSeek.Functions.Tests.Architecture;
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
