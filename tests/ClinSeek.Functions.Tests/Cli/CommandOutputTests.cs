using System.Text.Json;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>What each command prints for programs and for people, and its exit code.</summary>
public sealed class CommandOutputTests(AskedFixture asked) : IClassFixture<AskedFixture>
{
    [Fact]
    public async Task Patients_Json_ListsWhoCanBeAskedAbout()
    {
        ProgramResult result = await Program.RunAsync(asked.Folder, "--json", "patients");

        result.ExitCode.ShouldBe(0);
        JsonElement[] patients = [.. result.Json.EnumerateArray()];
        patients.Length.ShouldBeGreaterThanOrEqualTo(8);
        patients.ShouldAllBe(static patient => Members(patient) == "id,name,birthDate,films,problem");
        patients.Count(static patient => patient.GetProperty("films").GetInt32() > 0).ShouldBeGreaterThanOrEqualTo(3);
        patients[0].GetProperty("id").GetString().ShouldBe("demo-01-arden");
    }

    [Fact]
    public void Ask_Json_HasTheMembersAndCitesEveryId()
    {
        JsonElement view = asked.Asked.Json;

        Members(view).ShouldStartWith("caseId,status,answer,hypotheses,citations,steps,ledgerHead");
        view.GetProperty("status").GetString().ShouldBe("decided");
        view.GetProperty("answer").GetString()!.ShouldContain("heart failure");
        view.GetProperty("steps").GetInt32().ShouldBeGreaterThan(0);
        view.GetProperty("ledgerHead").GetString()!.Length.ShouldBe(64);
        JsonElement[] hypotheses = [.. view.GetProperty("hypotheses").EnumerateArray()];
        hypotheses.ShouldAllBe(static hypothesis => Members(hypothesis) == "name,probability,basis,for,against");
        hypotheses.ShouldAllBe(static hypothesis => hypothesis.GetProperty("basis").GetString() == "posterior");
        hypotheses.Sum(static hypothesis => hypothesis.GetProperty("probability").GetDouble()).ShouldBe(1, 1e-6);
        JsonElement[] citations = [.. view.GetProperty("citations").EnumerateArray()];
        citations.ShouldAllBe(static citation => Members(citation) == "id,source,locator,quote");
        citations.ShouldAllBe(static citation => citation.GetProperty("quote").GetString()!.Length > 0);
        var cited = citations.Select(static citation => citation.GetProperty("id").GetString()!).ToHashSet();
        hypotheses.SelectMany(static hypothesis => hypothesis.GetProperty("for").EnumerateArray().Concat(hypothesis.GetProperty("against").EnumerateArray()))
            .ShouldAllBe(id => cited.Contains(id.GetString()!));
        hypotheses[0].GetProperty("for").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Show_Json_IsWhatAskPrinted()
    {
        ProgramResult shown = await Program.RunAsync(asked.Folder, "show", asked.CaseId, "--json");

        shown.ExitCode.ShouldBe(0);
        shown.Output.ShouldBe(asked.Asked.Output);
    }

    [Fact]
    public async Task ReadingCommands_Json_HaveTheirMembersAndChangeNothing()
    {
        IReadOnlyList<string> before = asked.Listing();

        JsonElement cases = (await Program.RunAsync(asked.Folder, "--json", "cases")).Json;
        cases.GetArrayLength().ShouldBe(1);
        Members(cases[0]).ShouldBe("caseId,status,patient,createdAt");
        cases[0].GetProperty("status").GetString().ShouldBe("decided");
        foreach (string[] command in new string[][] { ["verify"], ["verify", "--key"], ["verify", "--expect-head", Head], ["replay"] })
        {
            ProgramResult result = await Program.RunAsync(asked.Folder, [.. command, asked.CaseId, "--json"]);
            result.ExitCode.ShouldBe(0, result.Error);
            Members(result.Json).ShouldBe("caseId,ok,count,firstBad,reason,unchecked");
            result.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
            result.Json.GetProperty("count").GetInt32().ShouldBeGreaterThan(0);
            result.Json.GetProperty("firstBad").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        asked.Listing().ShouldBe(before);
    }

    [Fact]
    public async Task Ask_NothingDecides_AbstainsWithoutAnAnswer()
    {
        using var folder = new Testing.TemporaryFolder();

        ProgramResult result = await Program.RunAsync(folder.Path, "ask", "--json", "--patient", "demo-05-ekdal", Program.Dyspnoea);

        result.ExitCode.ShouldBe(3, result.Error);
        result.Json.GetProperty("status").GetString().ShouldBe("abstained");
        result.Json.GetProperty("answer").ValueKind.ShouldBe(JsonValueKind.Null);
        ProgramResult resumed = await Program.RunAsync(folder.Path, "resume", "--json");
        resumed.ExitCode.ShouldBe(0);
        resumed.Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Ask_ForPeople_FitsTheTerminalAndKeepsIdsWhole()
    {
        using var folder = new Testing.TemporaryFolder();

        ProgramResult result = await Program.RunAsync(folder.Path, "ask", "--patient", "demo-01-arden", Program.Dyspnoea);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldNotContain("\u001b");
        string[] lines = result.Output.Split('\n');
        lines.ShouldAllBe(static line => line.Length <= 80);
        lines.Where(static line => line.StartsWith("step ", StringComparison.Ordinal)).Select(static line => line.Split(' ')[1]).ShouldBeUnique();
        result.Output.ShouldContain("research software, not a medical device", Case.Insensitive);
        JsonElement view = (await Program.RunAsync(folder.Path, "--json", "show", Path.GetFileName(Directory.GetDirectories(folder["data/cases"]).Single()))).Json;
        result.Output.ShouldContain(view.GetProperty("ledgerHead").GetString()!);
        result.Output.ShouldContain(view.GetProperty("caseId").GetString()!);
        foreach (JsonElement claim in view.GetProperty("claims").EnumerateArray().SelectMany(static claim => claim.GetProperty("citations").EnumerateArray()))
        {
            result.Output.ShouldContain(claim.GetProperty("source").GetString()!);
        }
    }

    [Fact]
    public async Task Patients_ForPeople_KeepsDatesWhole()
    {
        ProgramResult result = await Program.RunAsync(asked.Folder, "patients");

        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        lines.ShouldAllBe(static line => line.Length <= 80);
        lines.Count(static line => System.Text.RegularExpressions.Regex.IsMatch(line, "^demo-.* [0-9]{4}-[0-9]{2}-[0-9]{2} ")).ShouldBe(18);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("frobnicate")]
    [InlineData("show")]
    [InlineData("ask", "--patient", "demo-01-arden")]
    [InlineData("ask", "question without a patient")]
    [InlineData("show", "NOT AN ID")]
    [InlineData("show", "c-unknown")]
    [InlineData("ask", "--patient", "nobody", "question")]
    [InlineData("ask", "--patient", "demo-01-arden", "--cutoff", "soon", "question")]
    [InlineData("ask", "--patient", "demo-01-arden", "--cutoff", "2999-01-01", "question")]
    [InlineData("ask", "--patient", "demo-01-arden", " ")]
    [InlineData("patients", "--fhir", "nowhere")]
    public async Task Command_WrongUse_SaysSoWithExitCode2AndMakesNothing(params string[] arguments)
    {
        using var folder = new Testing.TemporaryFolder();

        ProgramResult result = await Program.RunAsync(folder.Path, arguments);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldNotBeNullOrWhiteSpace();
        result.Error.ShouldNotContain("   at ");
        result.Output.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Checks_ForPeople_SayWhatWasChecked()
    {
        (await Program.RunAsync(asked.Folder, "verify", asked.CaseId)).Output.ShouldContain("entries verified: chain, signatures, blobs.");
        (await Program.RunAsync(asked.Folder, "verify", asked.CaseId, "--key", "--expect-head", Head)).Output.ShouldContain("blobs, commitments,");
        (await Program.RunAsync(asked.Folder, "replay", asked.CaseId)).Output.ShouldContain("every call and digest matched");
    }

    [Fact]
    public async Task Help_EveryCommand_DescribesItselfAndNamesTheExitCodes()
    {
        using var folder = new Testing.TemporaryFolder();

        ProgramResult help = await Program.RunAsync(folder.Path, "--help");

        help.ExitCode.ShouldBe(0);
        help.Output.ShouldContain("0 decided or ok, 3 abstained, 1 failed or not verified, 2 wrong use");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_QuestionWithoutQuotes_SaysSo() =>
        (await Program.RunAsync(asked.Folder, "ask", "--patient", "demo-01-arden", "what", "is", "it")).Error.ShouldContain("Put the question in quotes.");

    [Fact]
    public async Task Cases_WrongFolder_NamesIt()
    {
        using var folder = new Testing.TemporaryFolder();

        (await Program.RunAsync(folder.Path, "cases")).Output.Replace("\n", "", StringComparison.Ordinal).ShouldContain(Path.GetFileName(folder.Path));
    }

    private string Head => asked.Asked.Json.GetProperty("ledgerHead").GetString()!;

    private static string Members(JsonElement element) => string.Join(',', element.EnumerateObject().Select(static member => member.Name));
}
