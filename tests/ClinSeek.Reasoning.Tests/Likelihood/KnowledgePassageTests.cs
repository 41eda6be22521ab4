using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class KnowledgePassageTests
{
    private static readonly PackHypothesis Pneumonia = PackLibrary.BuiltIn.Packs.First(static pack => pack.Key == "acute_dyspnoea").Hypothesis("pneumonia");

    [Fact]
    public void Cite_PageWhoseSourceNamesTheDisease_QuotesItsTextNotItsSource()
    {
        Claim claim = Cite("No single symptom makes the diagnosis on its own.", "", "Source: Someone. Accuracy of signs and symptoms for pneumonia.", "Acad Emerg Med 2020;27:541.")!;
        claim.Text.ShouldBe("Reference text on pneumonia: «No single symptom makes the diagnosis on its own.»");
        claim.Citations.ShouldHaveSingleItem().Locator.ShouldBe("L0");
    }

    [Fact]
    public void Cite_SentenceThatNamesTheDisease_ComesFirst() =>
        Cite("A cough alone says little about anything at all.", "Dullness raises the odds of pneumonia about threefold.")!
            .Text.ShouldContain("Dullness raises the odds");

    private static Claim? Cite(params string[] lines)
    {
        var result = new ToolResult
        {
            Outcome = ToolOutcome.Ok,
            Schema = ToolSchemas.Lines,
            Text = string.Join('\n', lines),
            Rows = [.. lines.Select(static (text, line) => JsonSerializer.SerializeToElement(new { line, text, title = "Pneumonia as a cause of dyspnoea" }))],
            Locators = [.. lines.Select(static (text, line) => new Locator("pneumonia", $"L{line}", text.Length > 0 ? text : null))],
        };
        var item = new EvidenceItem(EvidenceId.Parse("e2.1"), new ToolCall("browser.open", "{}"), result);
        return KnowledgePassage.Cite(Pneumonia, new RecordView([item], DateTimeOffset.UnixEpoch));
    }
}
