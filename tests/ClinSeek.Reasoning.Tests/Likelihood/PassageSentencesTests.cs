using ClinSeek.Reasoning.Likelihood.Decisions;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class PassageSentencesTests
{
    [Theory]
    [InlineData("One is so. Two, e.g. Three, is not vs. Four! Then. Six", "One is so.|Two, e.g. Three, is not vs. Four!|Then.")]
    [InlineData("lower first. Then Upper (see Fig. 2). 12 of 30.", "Then Upper (see Fig. 2).|12 of 30.")]
    [InlineData("«Quoted» is fine? (So is this.) ", "«Quoted» is fine?")]
    public void Of_Passage_GivesItsWholeSentences(string text, string expected)
    {
        (int Index, string Text)[] sentences = [.. PassageSentences.Of(text)];

        string.Join('|', sentences.Select(static sentence => sentence.Text)).ShouldBe(expected);
        sentences.ShouldAllBe(sentence => text.Substring(sentence.Index, sentence.Text.Length) == sentence.Text);
    }

    // Time that grows with the square of the length would be minutes here.
    [Theory(Timeout = 120_000)]
    [InlineData(" ")]
    [InlineData(". ")]
    [InlineData("Dr. A ")]
    [InlineData("A. ")]
    public async Task Of_HostileText_EndsInTime(string repeated)
    {
        string text = "First one. " + string.Concat(Enumerable.Repeat(repeated, 600_000 / repeated.Length)) + "Last one.";

        (int Index, string Text)[] sentences = await Task.Run(() => PassageSentences.Of(text).ToArray(), TestContext.Current.CancellationToken);

        sentences[0].Text.ShouldStartWith("First one.");
    }
}
