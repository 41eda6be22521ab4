using System.Text.RegularExpressions;

namespace ClinSeek.Functions.Tests.Architecture;

/// <summary>The rules of the house that a compiler does not hold.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ClinSeek.Evidence"] = [],
        ["ClinSeek.Durable"] = [],
        ["OnnxRuntime"] = [],
        ["ClinSeek.Auditor"] = [],
        ["ClinSeek.Ehr"] = ["ClinSeek.Evidence"],
        ["ClinSeek.Knowledge"] = ["ClinSeek.Evidence"],
        ["ClinSeek.Imaging"] = ["ClinSeek.Evidence", "OnnxRuntime"],
        ["ClinSeek.Reasoning"] = ["ClinSeek.Evidence"],
        ["ClinSeek.Functions"] =
            ["ClinSeek.Durable", "ClinSeek.Ehr", "ClinSeek.Evidence", "ClinSeek.Imaging", "ClinSeek.Knowledge", "ClinSeek.Reasoning"],
    };

    [Fact]
    public void ProjectReferences_AllProjects_FollowTheThreeFloors()
    {
        IReadOnlyDictionary<string, string[]> actual = Repository.ProjectReferences();

        actual.Keys.ShouldBe(Allowed.Keys, ignoreOrder: true);
        foreach ((string project, string[] references) in actual)
        {
            references.Except(Allowed[project]).ShouldBeEmpty($"{project} references a room it must not see");
        }
    }

    [Theory]
    [InlineData("ClinSeek.Evidence")]
    [InlineData("ClinSeek.Auditor")]
    public void PackageReferences_GroundFloorAndAuditor_AreNone(string project) =>
        Repository.Items(Path.Combine(Repository.Root, "src", project, project + ".csproj"), "PackageReference").ShouldBeEmpty();

    [Fact]
    public void Evidence_Source_DoesNoInputOrOutput() =>
        Offenders("src/ClinSeek.Evidence", InputOutput()).ShouldBeEmpty();

    [Fact]
    public void Source_AllProjects_NeverReadTheWallClock() =>
        Offenders("src", WallClock()).ShouldBeEmpty();

    [Fact]
    public void Orchestrators_Folder_IsUnderTheBan()
    {
        string project = Path.Combine(Repository.Root, "src/ClinSeek.Functions/ClinSeek.Functions.csproj");
        string config = File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"));

        Repository.Items(project, "AdditionalFiles").ShouldContain("Orchestrators/BannedSymbols.txt");
        Repository.Items(project, "PackageReference").ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        config[config.IndexOf("[src/ClinSeek.Functions/Orchestrators/**.cs]", StringComparison.Ordinal)..]
            .ShouldContain("dotnet_diagnostic.RS0030.severity = error");
    }

    [Fact]
    public void SourceFiles_AllProjects_StayReadable()
    {
        string[] tooLong = [.. Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"))
            .Where(static file => File.ReadLines(file).Count() > 400)
            .Select(static file => Path.GetRelativePath(Repository.Root, file))];

        tooLong.ShouldBeEmpty("a file has 400 lines at most");
    }

    [Fact]
    public void Program_File_IsATableOfContents() =>
        File.ReadLines(Path.Combine(Repository.Root, "src/ClinSeek.Functions/Program.cs")).Count().ShouldBeLessThan(80);

    [Fact]
    public void Activities_Files_StaySmall()
    {
        string[] tooLong = [.. Repository.SourceFiles("src/ClinSeek.Functions/Activities")
            .Where(static file => File.ReadLines(file).Count() > 60)
            .Select(static file => Path.GetFileName(file))];

        tooLong.ShouldBeEmpty("an activity calls a room and returns a reference, in 60 lines at most");
    }

    private static string[] Offenders(string folder, Regex pattern) =>
        [.. Repository.SourceFiles(folder).Where(file => pattern.IsMatch(File.ReadAllText(file)))
            .Select(static file => Path.GetRelativePath(Repository.Root, file))];

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b")]
    private static partial Regex WallClock();

    // Unpacking what somebody else has opened reaches nothing.
    [GeneratedRegex(@"\b(File|Directory|FileStream|HttpClient|Console|Process)\b\s*[.(]|using System\.(IO(?!\.Compression)|Net)\b|\bnew (FileStream|HttpClient)\b")]
    private static partial Regex InputOutput();
}
