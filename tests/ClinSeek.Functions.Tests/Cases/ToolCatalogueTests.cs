using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Tests.Cases;

public sealed class ToolCatalogueTests
{
    [Theory]
    [InlineData("ehr.get_table_names", "ehr.get_table_names")]
    [InlineData("ehr_get_table_names", "ehr.get_table_names")]
    [InlineData(" get_table_names ", "ehr.get_table_names")]
    [InlineData("EHR.Get_Table_Names", "ehr.get_table_names")]
    [InlineData("search", "browser.search")]
    [InlineData("browser_open", "browser.open")]
    [InlineData("chest_xray_classifier", "image.chest_xray_classifier")]
    [InlineData("rm -rf", "unknown")]
    [InlineData("", "unknown")]
    public void Canonical_WaysToWriteAName_GiveTheToolOrUnknown(string written, string expected) =>
        ToolCatalogue.Canonical(written).ShouldBe(expected);

    [Fact]
    public async Task Invoke_UnknownTool_AnswersWithTheToolsThereAre()
    {
        ToolResult result = await ToolCatalogue.InvokeAsync([], new ToolCall("ehr.delete_everything", "{}"), TestContext.Current.CancellationToken);

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain("ehr.get_latest_records");
    }

    [Fact]
    public void Declarations_AllRooms_DoNotShowThePatientOrTheTime() =>
        ToolCatalogue.Declarations.Select(static tool => tool.JsonSchema.GetRawText())
            .ShouldAllBe(static schema => !schema.Contains("subject_id", StringComparison.Ordinal) && !schema.Contains("\"timestamp\"", StringComparison.Ordinal));
}
