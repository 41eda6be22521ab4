using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Conformance;

/// <summary>Cases of our own in the suite's form: what it leaves to the reader of the specification.</summary>
public sealed class OwnCasesTests
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "sql-on-fhir");

    public static TheoryData<string, string> Cases() =>
        [.. SuiteFile.ReadFolder(Folder).SelectMany(static file => file.Cases.Select(test => (file.Name, test.Title)))];

    [Theory, MemberData(nameof(Cases))]
    public void Run_EveryCase_GivesWhatItExpects(string file, string title)
    {
        SuiteFile suite = SuiteFile.Read(Path.Combine(Folder, file));

        suite.Cases.Single(test => test.Title == title).Run(suite.Resources, ViewOptions.Default).ShouldBeNull();
    }

    [Fact]
    public void Write_Report_SaysWhatFailed()
    {
        string folder = Directory.CreateTempSubdirectory("clinseek-suite-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "wrong.json"), """{"title":"t","resources":[],"tests":[{"title":"never","tags":["shareable"],"view":{"resource":"Patient","select":[{"column":[{"name":"a","path":"id"}]}]},"expect":[{"a":"x"}]}]}""");
            using var report = new MemoryStream();

            SuiteReport.Write(folder, ViewOptions.Default, report)["shareable"].ShouldBe((0, 1));
            Views.Json(System.Text.Encoding.UTF8.GetString(report.ToArray())).GetProperty("wrong.json").GetProperty("tests")[0].GetProperty("result").GetProperty("passed").GetBoolean().ShouldBeFalse();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
