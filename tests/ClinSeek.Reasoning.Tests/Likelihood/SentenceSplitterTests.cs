using ClinSeek.Reasoning.Likelihood.Findings;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("Fever. No cough; chills!  Pain?", "Fever.|No cough|chills!|Pain?")]
    [InlineData("Seen by Dr. Lee vs. Mr. Roe  \r\n\t next line  \n\n last", "Seen by Dr. Lee vs. Mr. Roe|next line|last")]
    [InlineData("Temp 38.2 C.Pulse 90", "Temp 38.2 C.Pulse 90")]
    [InlineData("   \n ; . \n  ", ".")]
    public void Split_Text_IsCutWhereSentencesEnd(string text, string expected)
    {
        Sentence[] sentences = [.. SentenceSplitter.Split(text)];

        string.Join('|', sentences.Select(static sentence => sentence.Text)).ShouldBe(expected);
        sentences.ShouldAllBe(sentence => text.Substring(sentence.Start, sentence.Text.Length) == sentence.Text);
    }

    [Fact]
    public void Split_Heading_HoldsUntilAnEmptyLine() =>
        SentenceSplitter.Split("Family history: father had asthma.\nMother well.\n\nCough.").Select(static sentence => sentence.Section).ShouldBe(["family history", "family history", ""]);

    [Fact]
    public void Split_TextWithoutEnd_IsCutBetweenWordsAndLosesNone()
    {
        string text = string.Concat(Enumerable.Range(0, 2_000).Select(static place => $"word{place} ")) + new string('x', 5_000);

        Sentence[] sentences = [.. SentenceSplitter.Split(text)];

        sentences.ShouldAllBe(sentence => sentence.Text.Length <= 2_000 && text.Substring(sentence.Start, sentence.Text.Length) == sentence.Text);
        string.Concat(sentences.Select(static sentence => sentence.Text)).Replace(" ", "", StringComparison.Ordinal).ShouldBe(text.Replace(" ", "", StringComparison.Ordinal));
        string.Join(' ', sentences.Select(static sentence => sentence.Text)).Split(' ').ShouldContain("word1999");
    }

    // Time that grows with the square of the length would be minutes here.
    [Theory(Timeout = 120_000)]
    [InlineData(" ")]
    [InlineData(". ")]
    [InlineData("\t \n")]
    [InlineData("Dr. A ")]
    [InlineData("a ")]
    [InlineData("A. ")]
    public async Task Split_HostileText_EndsInTime(string repeated)
    {
        string text = "First one. " + string.Concat(Enumerable.Repeat(repeated, 600_000 / repeated.Length)) + "last";

        Sentence[] sentences = await Task.Run(() => SentenceSplitter.Split(text).ToArray(), TestContext.Current.CancellationToken);

        sentences[^1].Text.ShouldEndWith("last");
    }
}
