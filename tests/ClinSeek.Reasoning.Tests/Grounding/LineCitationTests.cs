using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;

namespace ClinSeek.Reasoning.Tests.Grounding;

public sealed class LineCitationTests
{
    private static readonly EvidenceItem Page = new(EvidenceId.Parse("e2.1"), new ToolCall("browser.open", "{}"), new ToolResult
    {
        Outcome = ToolOutcome.Truncated,
        Schema = ToolSchemas.Lines,
        Text = "[3] Gout (knowledge:gout)\n**viewing lines [4 - 6] of 9**\n\nL4: Gout is an inflammation of joints by crystals of\nL5: monosodium urate, mostly of the great toe.\nL6: \n",
        Locators = [new Locator("gout", "L4", "Gout is an inflammation of joints by crystals of")],
    });

    [Theory]
    [InlineData("【3†L4】", null, "L4", "Gout is an inflammation of joints by crystals of")]
    [InlineData("【3†L4-L5】", null, "L4-L5", "Gout is an inflammation of joints by crystals of monosodium urate, mostly of the great toe.")]
    [InlineData("【3†L4-L5】", "crystals of monosodium  urate", "L4-L5", "crystals of monosodium urate")]
    public void Resolve_ShownLines_IsACitationThatStandsInTheEvidence(string text, string? quote, string position, string quoted)
    {
        Citation citation = LineCitation.Resolve(text, quote, [Page])!;

        citation.ShouldBe(new Citation(Page.Id, "gout", position, quoted));
        EvidenceText.Holds(Page, citation.Quote).ShouldBeTrue();
    }

    [Theory]
    [InlineData("【4†L4】", null)]
    [InlineData("【3†L3】", null)]
    [InlineData("【3†L4-L7】", null)]
    [InlineData("【3†L5-L4】", null)]
    [InlineData("【3†L0-L9999999】", null)]
    [InlineData("【3†L4】", "urate")]
    public void Resolve_LinesThatWereNotShown_IsNone(string text, string? quote) => LineCitation.Resolve(text, quote, [Page]).ShouldBeNull();

    [Theory]
    [InlineData("e2.1", false)]
    [InlineData("【3†L4】", true)]
    [InlineData("see 【3†L4】", false)]
    [InlineData(null, false)]
    public void Is_Text_TellsTheForm(string? text, bool form) => LineCitation.Is(text).ShouldBe(form);
}
