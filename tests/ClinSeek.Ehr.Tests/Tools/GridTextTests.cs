using ClinSeek.Ehr.Tools;

namespace ClinSeek.Ehr.Tests.Tools;

public sealed class GridTextTests
{
    [Fact]
    public void Headline_NameValueUnit_IsOneCellThatStandsInTheLine()
    {
        var grid = new GridText(["look_up", "row", "resource", "code", "display", "comparator", "value_num", "unit", "value_text", "status"]);
        object?[] row = ["nt", 3L, "Observation/o", "33762-6", "NT-proBNP", null, 7420.0, "pg/mL", null, "final"];

        grid.Headline(row).ShouldBe("NT-proBNP 7420 pg/mL");
        grid.Line(row).ShouldBe("nt | 3 | Observation/o | 33762-6 | NT-proBNP 7420 pg/mL | final");
        grid.Header.ShouldContain("display comparator value_num unit value_text");
    }

    [Fact]
    public void Headline_Count_IsTheNumber() => new GridText(["n"]).Headline([7L]).ShouldBe("7");

    [Fact]
    public void Headline_OnlyNulls_IsNull() => new GridText(["display", "row"]).Headline([null, null]).ShouldBeNull();

    [Fact]
    public void Quote_LongText_EndsWithAWordWithinTheBound()
    {
        string text = string.Join(' ', Enumerable.Repeat("crackles", 60));

        string quote = ResultText.Quote(text, text).ShouldNotBeNull();

        quote.Length.ShouldBeLessThanOrEqualTo(120);
        quote.ShouldEndWith("crackles");
    }
}
