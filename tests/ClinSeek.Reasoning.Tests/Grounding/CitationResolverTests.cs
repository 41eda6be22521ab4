using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;

namespace ClinSeek.Reasoning.Tests.Grounding;

public sealed class CitationResolverTests
{
    private static readonly EvidenceItem Rows = Item("ehr.run_sql_query", ToolSchemas.EhrRows, "2 of 2 rows:\nBNP | 1240\nSodium | 128",
        [("Observation/o1", "observation#1", "BNP | 1240"), ("Observation/o2", "observation#2", "Sodium | 128")],
        ["""{"display":"BNP","value_num":1240}""", """{"display":"Sodium","value_num":128}"""]);

    private static readonly EvidenceItem Page = Item("browser.open", ToolSchemas.Lines, "[0] Title\nL3: Heart failure raises\nL4: natriuretic peptides.\nL5: Nothing else.",
        [("passage/hf", "L3", "Heart failure raises"), ("passage/hf", "L4", "natriuretic peptides."), ("passage/hf", "L5", "Nothing else.")],
        ["""{"line":3,"text":"Heart failure raises"}""", """{"line":4,"text":"natriuretic peptides."}""", """{"line":5,"text":"Nothing else."}"""]);

    private static readonly EvidenceItem Film = Item("image.chest_xray_classifier", ToolSchemas.ImageFindings, "Cardiomegaly: above\nEffusion: below",
        [("ImagingStudy/s1", "Cardiomegaly", "Cardiomegaly: above"), ("ImagingStudy/s1", "Effusion", "Effusion: below")],
        ["""{"finding":"Cardiomegaly","position":"above"}""", """{"finding":"Effusion","position":"below"}"""]);

    [Theory]
    [InlineData("Observation/o1", "observation#1", "BNP | 1240", "observation#1")]
    [InlineData("Observation/o1", "somewhere", "BNP 1240", "observation#1")]
    [InlineData("Observation/o2", "observation#1", "Sodium | 128", "observation#2")]
    [InlineData("ehr.run_sql_query", "text", "Sodium", "observation#2")]
    [InlineData("Observation/o1", "observation#1", "2 of 2 rows", "text")]
    public void Resolve_QuoteOfARow_IsTakenToItsRow(string source, string locator, string quote, string place) =>
        Resolve(Rows, source, locator, quote)!.Locator.ShouldBe(place);

    [Theory]
    [InlineData("Observation/o1", "Sodium | 128", "another row")]
    [InlineData("Observation/o9", "Sodium | 128", "names a source")]
    [InlineData("Observation/o1", "BNP | 1241", "literally")]
    [InlineData("Observation/o1", " ", "literally")]
    public void Resolve_QuoteThatIsNotThere_SaysWhy(string source, string quote, string why) =>
        CitationResolver.Resolve(new Citation(Rows.Id, source, "observation#1", quote), Rows).Problem!.ShouldContain(why);

    [Theory]
    [InlineData("L3-L4", "raises natriuretic", "L3-L4")]
    [InlineData("L5", "raises natriuretic", "L3-L4")]
    [InlineData("text", "Nothing else.", "L5")]
    [InlineData("L4", "natriuretic peptides.", "L4")]
    [InlineData("L3-L9", "Heart failure raises", "L3")]
    public void Resolve_QuoteOfLines_IsTakenToItsLines(string locator, string quote, string place) =>
        Resolve(Page, "passage/hf", locator, quote)!.Locator.ShouldBe(place);

    [Fact]
    public void Resolve_FindingOfAFilm_IsTakenToTheFinding() =>
        Resolve(Film, "ImagingStudy/s1", "Cardiomegaly", "Effusion: below")!.Locator.ShouldBe("Effusion");

    private static Citation? Resolve(EvidenceItem item, string source, string locator, string quote) =>
        CitationResolver.Resolve(new Citation(item.Id, source, locator, quote), item).Resolved;

    private static EvidenceItem Item(string tool, string schema, string text, (string, string, string)[] places, string[] rows) => new(
        EvidenceId.Parse("e1.1"), new ToolCall(tool, "{}"), new ToolResult
        {
            Outcome = ToolOutcome.Ok,
            Schema = schema,
            Text = text,
            Rows = [.. rows.Select(static row => JsonElement.Parse(row))],
            Locators = [.. places.Select(static place => new Locator(place.Item1, place.Item2, place.Item3))],
            Shown = rows.Length,
            Total = rows.Length,
        });
}
