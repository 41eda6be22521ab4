using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;
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
    public void Search_LargeIndexAndACommonWord_StillFindsBothTheRareAndTheWhole()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
        [
            .. Enumerable.Range(0, 10_500).Select(static number => Passages.Of($"p{number}", "Everyday", $"kidney and other words, number {number}")),
            Passages.Of("rare", "Zebra zebra", "zebra zebra zebra"),
            Passages.Of("both", "Another", "a zebra with a kidney"),
        ]);

        PassageHits hits = index.Search("kidney zebra", 10);

        hits.Hits.Take(2).Select(static hit => hit.Passage.Id).ShouldBe(["both", "rare"], ignoreOrder: true);
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
    public void Open_ImportedFile_GivesTheSameAnswersAndDigestAsInMemory()
    {
        using var folder = new TemporaryFolder();
        string file = folder.At("index.db");
        using (IndexFile writer = IndexFile.OpenOrCreate(file))
        {
            writer.Import(new ImportOrigin("pack", "1", "", ""), PassagePack.BuiltIn(), TestContext.Current.CancellationToken);
        }

        using KnowledgeIndex opened = KnowledgeIndex.Open(file);
        opened.Info.ShouldBe(KnowledgeIndex.BuiltIn.Info);
        opened.Search("heart failure", 5).Hits.Select(static hit => hit.Passage.Id)
            .ShouldBe(KnowledgeIndex.BuiltIn.Search("heart failure", 5).Hits.Select(static hit => hit.Passage.Id));
    }

    [Fact]
    public void Open_MissingOrForeignFile_NamesTheRemedy()
    {
        using var folder = new TemporaryFolder();
        string file = folder.At("index.db");
        Should.Throw<FileNotFoundException>(() => KnowledgeIndex.Open(file)).Message.ShouldContain("knowledge import");
        File.WriteAllText(file, "this is not a database at all, only text that is long enough to be read as a header of one ....");
        Should.Throw<InvalidDataException>(() => KnowledgeIndex.Open(file)).Message.ShouldContain("import its files again");
        Should.Throw<InvalidDataException>(() => IndexFile.OpenOrCreate(file)).Message.ShouldContain("import its files again");
    }

    [Theory]
    [InlineData("pneumothoracks", "pneumothorax")]
    [InlineData("hepatorenal sindrome", "hepatorenal")]
    [InlineData("fractionl excretion of sodium", "fena")]
    public void Search_Misspelt_IsReadAsTheNearestWord(string query, string wanted)
    {
        PassageHits hits = KnowledgeIndex.BuiltIn.Search(query, 3);

        hits.Hits.Select(static hit => hit.Passage.Id).ShouldContain(wanted);
        hits.Corrections.ShouldNotBeEmpty();
    }

    [Fact]
    public void Search_AbbreviationThatOnlyThePassagesExplain_FindsTheLongForm()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
        [
            Passages.Of("explains", "Quokka zebra pressure", "Some have quokka zebra pressure (QZP), which is rare."),
            Passages.Of("only-long", "Another", "The quokka zebra pressure rises."),
            Passages.Of("else", "Nothing", "of the kind"),
        ]);

        index.Search("qzp", 5).Hits.Select(static hit => hit.Passage.Id).ShouldBe(["explains", "only-long"], ignoreOrder: true);
    }

    [Fact]
    public void Search_SameTextTwice_ShowsItOnceAndNamesTheOther()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
            [Passages.Of("a", "Gout", "uric acid crystals"), Passages.Of("b", "Gout", "uric acid crystals"), Passages.Of("c", "Gout again", "tophi")]);

        PassageHits hits = index.Search("gout", 5);

        hits.Hits.Select(static hit => hit.Passage.Id).ShouldBe(["a", "c"], ignoreOrder: true);
        hits.Hits.Single(static hit => hit.Passage.Id == "a").SameText.ShouldBe(["b"]);
    }

    [Fact]
    public void Search_KindOfQuestion_PutsTheSectionThatAnswersFirst()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
        [
            Passages.Of("symptoms", "Gout", "pain and swelling of a joint") with { Focus = "Gout", Section = "symptoms" },
            Passages.Of("treatment", "Gout", "colchicine and steroids") with { Focus = "Gout", Section = "treatment" },
            Passages.Of("prevention", "Gout", "less alcohol, allopurinol") with { Focus = "Gout", Section = "prevention" },
        ]);

        index.Search("How is gout treated?", 3).Hits[0].Passage.Id.ShouldBe("treatment");
        index.Search("how can I avoid gout", 3).Hits[0].Passage.Id.ShouldBe("prevention");
        index.Search("signs of gout", 3).Hits[0].Passage.Id.ShouldBe("symptoms");
    }

    [Fact]
    public void Search_Subject_OutranksSomethingMoreSpecial()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory(
        [
            Passages.Of("special", "Juvenile nephropathic amyloid gout", "gout gout gout") with { Focus = "Juvenile nephropathic amyloid gout" },
            Passages.Of("plain", "Gout", "gout is a disease of the joints and more words about it") with { Focus = "Gout" },
        ]);

        index.Search("gout", 2).Hits[0].Passage.Id.ShouldBe("plain");
    }

    [Fact]
    public void Search_LetterWithSalutation_KeepsTheTellingWords()
    {
        string letter = "Hello dear doctor, I am writing to you because my mother has been feeling unwell for many weeks and we would really like to know " +
            string.Concat(Enumerable.Repeat("please help us, thank you so much for your time and kindness, ", 10)) + "what muddy brown casts in the urine mean. Thanks!";

        KnowledgeIndex.BuiltIn.Search(letter, 3).Hits.Select(static hit => hit.Passage.Id).ShouldContain("atn");
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
