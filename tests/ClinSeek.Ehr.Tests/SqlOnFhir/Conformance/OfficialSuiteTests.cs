using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Conformance;

/// <summary>The official suite, as far as it is at hand.</summary>
[Trait("Category", "SharedData")]
public sealed class OfficialSuiteTests
{
    private static string Folder => SharedData.IsPresent ? SharedData.At("sql-on-fhir") : string.Empty;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (SuiteFile file in SharedData.IsPresent ? SuiteFile.ReadFolder(Folder) : [])
        {
            foreach (SuiteCase test in file.Cases)
            {
                cases.Add(file.Name, test.Title);
            }
        }

        if (cases.Count == 0)
        {
            cases.Add(string.Empty, string.Empty);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Run_EveryCase_GivesWhatTheSuiteExpects(string file, string title)
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: the official suite is not part of the repository; set CLINSEEK_SHARED_DATA.");

        SuiteFile suite = SuiteFile.Read(Path.Combine(Folder, file));
        foreach (SuiteCase test in suite.Cases.Where(test => test.Title == title))
        {
            test.Run(suite.Resources, ViewOptions.Default).ShouldBeNull();
        }
    }

    [Fact]
    public void Write_Report_HasTheFormOfTheRegistry()
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: the official suite is not part of the repository; set CLINSEEK_SHARED_DATA.");

        using var bytes = new MemoryStream();
        (int passed, int all) = SuiteReport.Write(Folder, ViewOptions.Default, bytes)["all"];
        File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, "sql-on-fhir-report.json"), bytes.ToArray());

        passed.ShouldBe(all);
        JsonElement.Parse(bytes.ToArray()).GetProperty("basic.json").GetProperty("tests")[0].GetProperty("result").GetProperty("passed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Run_TheOtherAnswerToJoin_ChangesOnlyTheJoinsOfNothing()
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: the official suite is not part of the repository; set CLINSEEK_SHARED_DATA.");

        var options = new ViewOptions { EmptyJoin = EmptyJoin.Nothing };
        SuiteFile.ReadFolder(Folder)
            .SelectMany(file => file.Cases.Where(test => test.Run(file.Resources, options) is not null).Select(static test => test.Title))
            .ShouldAllBe(static title => title.Contains("join", StringComparison.Ordinal));
    }
}
