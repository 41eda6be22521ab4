using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Tests.Testing;

namespace ClinSeek.Knowledge.Tests.Index;

public sealed class KnowledgeIndexTests
{
    [Theory]
    [InlineData("BNP threshold to exclude CHF", "natriuretic-peptides")]
    [InlineData("muddy brown casts AKI", "atn")]
    [InlineData("FENa on diuretics", "fena")]
    [InlineData("d-dimer age adjusted", "d-dimer")]
    [InlineData("collapsed lung", "pneumothorax")]
    [InlineData("when does contrast cause kidney injury", "contrast-aki")]
    [InlineData("Wells score PE", "wells-pe")]
    [InlineData("stages of acute kidney injury creatinine", "aki-definition")]
    [InlineData("how to use likelihood ratios", "lr-use")]
    [InlineData("bladder residual postrenal", "obstruction")]
    [InlineData("chest xray large heart", "cxr-cardiomegaly")]
    [InlineData("common causes of SOB", "dyspnoea-overview")]
    [InlineData("red cell casts", "glomerulonephritis")]
    [InlineData("CRP pneumonia", "crp")]
    public void Search_BuiltInPack_FindsTheRightPassageAmongTheFirstThree(string query, string wanted)
    {
        KnowledgeIndex.BuiltIn.Search(query, 3).Hits.Select(static hit => hit.Passage.Id).ShouldContain(wanted);
    }

    [Fact]
    public void Search_TitleMatch_OutranksTextMatch()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
        [
            Passages.Of("text", "Something else", "tamponade is mentioned here once among other words"),
            Passages.Of("title", "Tamponade of the heart", "words that do not say it again at all here"),
        ]);

        index.Search("tamponade", 2).Hits[0].Passage.Id.ShouldBe("title");
    }

    [Fact]
    public void Search_FewWithEveryConcept_FillsUpWithSome()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
        [
            Passages.Of("one", "alpha", "alpha"),
            Passages.Of("both", "gamma", "alpha beta"),
        ]);

        PassageHits hits = index.Search("alpha beta", 10);

        hits.Hits.Select(static hit => hit.Passage.Id).ShouldBe(["both", "one"]);
        hits.Total.ShouldBe(2);
    }

    [Fact]
    public void Search_LargeIndexAndACommonWord_StillPutsPassagesWithEveryConceptFirst()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
        [
            .. Enumerable.Range(0, 10_500).Select(static number => Passages.Of($"p{number}", "Everyday", "kidney and other words")),
            Passages.Of("rare", "Zebra zebra", "zebra zebra zebra"),
            Passages.Of("both", "Another", "a zebra with a kidney"),
        ]);

        PassageHits hits = index.Search("kidney zebra", 10);

        hits.Hits.Select(static hit => hit.Passage.Id).ShouldBe(["both", "rare"]);
        index.Search("kidney", 3).Hits.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("?!")]
    public void Search_NothingSearchable_IsEmpty(string query)
    {
        KnowledgeIndex.BuiltIn.Search(query, 10).ShouldBe(new PassageHits([], 0), new HitsComparer());
    }

    [Fact]
    public void Build_File_OpensWithTheSameAnswersAndDigest()
    {
        string folder = Directory.CreateTempSubdirectory("clinseek-knowledge-").FullName;
        try
        {
            string file = Path.Combine(folder, "index.db");
            using (KnowledgeIndex built = KnowledgeIndex.Build(file, Knowledge.Sources.PassagePack.BuiltIn()))
            {
                built.Info.ShouldBe(KnowledgeIndex.BuiltIn.Info);
            }

            using KnowledgeIndex opened = KnowledgeIndex.Open(file);
            opened.Info.ShouldBe(KnowledgeIndex.BuiltIn.Info);
            opened.Search("heart failure", 5).Hits.Select(static hit => hit.Passage.Id)
                .ShouldBe(KnowledgeIndex.BuiltIn.Search("heart failure", 5).Hits.Select(static hit => hit.Passage.Id));
            File.Exists(file + ".part").ShouldBeFalse();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Open_MissingOrForeignFile_NamesTheRemedy()
    {
        string folder = Directory.CreateTempSubdirectory("clinseek-knowledge-").FullName;
        try
        {
            string file = Path.Combine(folder, "index.db");
            Should.Throw<FileNotFoundException>(() => KnowledgeIndex.Open(file)).Message.ShouldContain("build one");
            File.WriteAllText(file, "this is not a database at all, only text that is long enough to be read as a header of one ....");
            Should.Throw<InvalidDataException>(() => KnowledgeIndex.Open(file)).Message.ShouldContain("build it again");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Search_ConcurrentCallers_GetTheSameAnswer()
    {
        string[] expected = [.. KnowledgeIndex.BuiltIn.Search("acute kidney injury", 10).Hits.Select(static hit => hit.Passage.Id)];

        Parallel.For(0, 64, _ =>
            KnowledgeIndex.BuiltIn.Search("acute kidney injury", 10).Hits.Select(static hit => hit.Passage.Id).ShouldBe(expected));
    }

    private sealed class HitsComparer : IEqualityComparer<PassageHits>
    {
        public bool Equals(PassageHits? left, PassageHits? right) => left?.Total == right?.Total && left?.Hits.Count == right?.Hits.Count;

        public int GetHashCode(PassageHits hits) => hits.Total;
    }
}
