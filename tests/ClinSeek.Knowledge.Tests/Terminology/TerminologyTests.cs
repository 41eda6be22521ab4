using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Terminology;
using ClinSeek.Knowledge.Tests.Testing;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Tests.Terminology;

public sealed class TerminologyTests
{
    [Theory]
    [InlineData("N17.9", "N17.9", "GEN002")]
    [InlineData("n179", "N17.9", "GEN002")]
    [InlineData("heart failure", "I50.9", "CIR019")]
    [InlineData("SOB", "R06.02", "SYM013")]
    [InlineData("I26", "I26.99", "CIR013")]
    public async Task Lookup_CodeOrWords_GivesTitleAndCategory(string query, string code, string category)
    {
        ToolResult result = await CallAsync(TerminologyIndex.Sample, new { query });

        result.Schema.ShouldBe(ToolSchemas.Codes);
        JsonElement row = result.Rows.First(row => row.GetProperty("system").GetString() == "ICD-10-CM");
        row.GetProperty("code").GetString().ShouldBe(code);
        row.GetProperty("category").GetString().ShouldBe(category);
        result.Text.ShouldContain($"ICD-10-CM {code}: ");
        result.Locators.Count.ShouldBe(result.Rows.Count);
    }

    [Fact]
    public async Task Lookup_Category_GivesItsCodesPageByPage()
    {
        ToolResult all = await CallAsync(TerminologyIndex.Sample, new { query = "gen002" });
        all.Rows.Select(static row => row.GetProperty("code").GetString()).ShouldBe(["GEN002", "N17.0", "N17.9"]);

        ToolResult first = await CallAsync(TerminologyIndex.Sample, new { query = "GEN002", topn = 2 });
        first.Outcome.ShouldBe(ToolOutcome.Truncated);
        first.Next.ShouldBe("terminology.lookup with skip=2");
        (await CallAsync(TerminologyIndex.Sample, new { query = "GEN002", skip = 2 })).Rows.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"query":"qqqq"}""", ToolOutcome.Empty)]
    [InlineData("""{"query":"GEN002","skip":99}""", ToolOutcome.Empty)]
    [InlineData("{}", ToolOutcome.Failed)]
    [InlineData("""{"query":"x","topn":"y"}""", ToolOutcome.Failed)]
    [InlineData("""{"query":"\" OR * ; DROP TABLE code"}""", ToolOutcome.Empty)]
    [InlineData("""{"query":"N17*[a"}""", ToolOutcome.Empty)]
    public async Task Lookup_NothingOrWrong_SaysSo(string arguments, ToolOutcome outcome) =>
        (await CallAsync(TerminologyIndex.Sample, JsonDocument.Parse(arguments).RootElement)).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData("wide.csv", "'ICD-10-CM CODE','ICD-10-CM CODE DESCRIPTION','Default CCSR CATEGORY IP','Default CCSR CATEGORY DESCRIPTION IP','CCSR CATEGORY 1','CCSR CATEGORY 1 DESCRIPTION','CCSR CATEGORY 2','CCSR CATEGORY 2 DESCRIPTION'\n'M109',\"Gout, unspecified\",'MUS024','Gout','MUS024','Gout','MUS010',' '\n")]
    [InlineData("long.csv", "\"A list, v9\",,,,\nICD-10-CM Code,ICD-10-CM Code Description,CCSR Category,CCSR Category Description,Inpatient Default CCSR (Y/N/X)\nM109,\"Gout, unspecified\",MUS024,Gout,Y\n")]
    public void Import_OfficialForms_AreRead(string name, string content)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write(name, content);

        TerminologyIndex.Import(folder.At("codes.db"), file).ShouldBeGreaterThan(0);

        using TerminologyIndex index = TerminologyIndex.Open(folder.At("codes.db"))!;
        CodedTerm term = index.Look("M10.9", 0, 5).Terms[0];
        (term.Title, term.Category, term.CategoryTitle, term.IsDefault).ShouldBe(("Gout, unspecified", "MUS024", "Gout", true));
    }

    [Fact]
    public void Import_CodeListAndForeignFile_AreReadAndRefused()
    {
        using var folder = new TemporaryFolder();
        TerminologyIndex.Import(folder.At("codes.db"), folder.Write("icd10cm_codes_2025.txt", "M109    Gout, unspecified\nM1A9XX0 Chronic gout, unspecified, without tophus\n")).ShouldBe(2);
        using TerminologyIndex index = TerminologyIndex.Open(folder.At("codes.db"))!;
        index.Look("M1A.9XX0", 0, 5).Terms.ShouldHaveSingleItem().Category.ShouldBeNull();

        Should.Throw<InvalidDataException>(() => TerminologyIndex.Import(folder.At("codes.db"), folder.Write("other.csv", "a,b\n1,2\n"))).Message.ShouldContain("CCSR Category");
        Should.Throw<InvalidDataException>(() => TerminologyIndex.Import(folder.At("codes.db"), folder.Write("other.txt", "hello\n"))).Message.ShouldContain("line 1");
        index.Count().Codes.ShouldBe(2);
    }

    [Fact]
    [Trait("Category", "SharedData")]
    public void Import_OfficialFiles_HoldTheSampleAndAnswerBothWays()
    {
        string folder = Path.Combine(SharedData.Folder ?? string.Empty, "knowledge", "ccsr-icd10cm");
        Assert.SkipUnless(SharedData.IsPresent && Directory.Exists(folder), "SharedData: set CLINSEEK_SHARED_DATA to the folder that holds knowledge/ccsr-icd10cm.");
        using var temporary = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(folder, "*.csv.gz"))
        {
            TerminologyIndex.Import(temporary.At("codes.db"), file);
        }

        using TerminologyIndex index = TerminologyIndex.Open(temporary.At("codes.db"))!;
        index.Count().Codes.ShouldBeGreaterThan(70_000);
        index.Look("GEN002", 0, 50).Terms.Count.ShouldBeGreaterThan(5);
        index.Look("acute tubular necrosis", 0, 5).Terms.ShouldContain(static term => term.Code == "N17.0");
        foreach (CodedTerm term in new[] { "N17.9", "I50.9", "R55", "D64.9", "R17", "A41.9" }.Select(static code => TerminologyIndex.Sample.Look(code, 0, 1).Terms[0]))
        {
            index.Look(term.Code, 0, 10).Terms.ShouldContain(term);
        }
    }

    private static async Task<ToolResult> CallAsync(TerminologyIndex index, object arguments)
    {
        var parsed = new AIFunctionArguments();
        foreach (JsonProperty property in JsonSerializer.SerializeToElement(arguments).EnumerateObject())
        {
            parsed[property.Name] = property.Value.Clone();
        }

        return (ToolResult)(await new TerminologyTool(index).Function.InvokeAsync(parsed, TestContext.Current.CancellationToken))!;
    }
}
