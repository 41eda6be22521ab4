using ClinSeek.Knowledge.Index;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Functions.Tests.Knowledge;

/// <summary>What the packs look for is there to be found: every hypothesis's search gives a passage that names it.</summary>
public sealed class PackKnowledgeTests
{
    public static TheoryData<string> Keys() => [.. PackLibrary.BuiltIn.Packs.Select(static pack => pack.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Search_WordsOfEveryHypothesis_FindsAPassageThatNamesIt(string key)
    {
        foreach (PackHypothesis hypothesis in PackLibrary.BuiltIn.Packs.Single(pack => pack.Key == key).Hypotheses.Where(static one => one.Key != Pack.NoneOfThese))
        {
            string[] names = [hypothesis.Name, .. hypothesis.Synonyms];
            KnowledgeIndex.BuiltIn.Search(hypothesis.Search, 10).Hits.Select(static hit => hit.Passage.Title + " " + string.Join(' ', hit.Passage.Text))
                .ShouldContain(text => names.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)), $"{key} {hypothesis.Key}: {hypothesis.Search}");
        }
    }
}
