using System.IO.Compression;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Tests.Vocabularies;

public sealed class VocabularyTests : IDisposable
{
    private const string Diagnoses = """"
        ICD_CODE,Description,note
        I50.9,"Heart failure, unspecified",
        I26.99,Other pulmonary embolism without acute cor pulmonale,"says ""other"""
        J18.9,"Pneumonia, unspecified organism",two
        J18.8,"Pneumonia, unspecified organism",a duplicate is left out
        N17.9,"Acute kidney failure, unspecified","line
        break"
        """";

    private readonly string _folder = Directory.CreateTempSubdirectory("vocabulary").FullName;
    private readonly PatientDatabase _database = Chart.Open("2026-01-31T08:00:00Z");

    private string Store => Path.Combine(_folder, "vocabularies.db");

    public void Dispose()
    {
        _database.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Import_Csv_KeepsCandidatesWithTheirColumnsOnce()
    {
        CandidateTable table = Import();
        (table.Name, table.Count).ShouldBe(("diagnoses", 4));
        table.Columns.ShouldBe(["icd_code", "note"]);
        table.Source.ShouldContain("sha256:");
        new VocabularyStore(Store).Tables().ShouldHaveSingleItem().ShouldBeEquivalentTo(table);
        Import().Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("candidate,b\n1\n", null, "record 2 has 1 fields, the header 2")]
    [InlineData("a,b\n1,\"2\n", "a", "A quote is not closed")]
    [InlineData("a,b\n1,2\n", null, "has no column 'candidate'")]
    [InlineData("a,b\n1,2\n", "c", "Columns: a, b")]
    [InlineData("candidate\n\n", null, "has no candidate")]
    [InlineData("", null, "is empty")]
    public void Import_BrokenCsv_NamesTheFaultAndLeavesTheTable(string csv, string? column, string says)
    {
        Import();
        string file = Write("broken.csv", csv);
        Should.Throw<InvalidDataException>(() => VocabularyImporter.Import(Store, file, "diagnoses", column, null, CancellationToken.None)).Message.ShouldContain(says);
        new VocabularyStore(Store).Tables().ShouldHaveSingleItem().Count.ShouldBe(4);
    }

    [Fact]
    public void Import_GzipCutAtTheEndOfALine_NamesTheFaultAndLeavesTheTable()
    {
        Import();
        string file = Path.Combine(_folder, "cut.csv.gz");
        using (var written = new FileStream(file, FileMode.Create))
        {
            using (var zip = new GZipStream(written, CompressionMode.Compress, leaveOpen: true))
            {
                zip.Write("candidate\nfirst\n"u8);
                zip.Flush();
            }

            // Without the eight bytes that end the file and the empty block before them: what is left unpacks well.
            written.SetLength(written.Length - 10);
        }

        Should.Throw<InvalidDataException>(() => VocabularyImporter.Import(Store, file, "diagnoses", null, null, CancellationToken.None)).Message.ShouldContain("cut short");
        new VocabularyStore(Store).Tables().ShouldHaveSingleItem().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Row18_Keyword_IsLiteralAndCounted()
    {
        Import();
        ToolResult found = await Tools().CallAsync("ehr.get_candidates_by_keyword", new { table_name = "diagnoses", keyword = "UNSPECIFIED" });
        (found.Shown, found.Total, found.Schema).ShouldBe((3, 3, ToolSchemas.EhrCandidates));
        found.Rows.ShouldContain(static row => row.GetProperty("icd_code").GetString() == "I50.9");
        (await Tools().CallAsync("ehr.get_candidates_by_keyword", new { table_name = "diagnoses", keyword = "un.pecified" })).Outcome.ShouldBe(ToolOutcome.Empty);
    }

    [Fact]
    public async Task Row18_Keyword_MoreThanAPage_SaysHowToGoOn()
    {
        string many = Write("many.csv", "candidate\n" + string.Concat(Enumerable.Range(0, 120).Select(static place => $"ward {place:000}\n")));
        VocabularyImporter.Import(Store, many, "wards", null, null, CancellationToken.None);
        ToolResult first = await Tools().CallAsync("ehr.get_candidates_by_keyword", new { table_name = "wards", keyword = "ward" });
        (first.Outcome, first.Shown, first.Total).ShouldBe((ToolOutcome.Truncated, 50, 120));
        (await Tools().CallAsync("ehr.get_candidates_by_keyword", new { table_name = "wards", keyword = "ward", page = 3 })).Shown.ShouldBe(20);
    }

    [Fact]
    public async Task Row19_Fuzzy_GivesAHeaderPerKeywordAndTheBestFirst()
    {
        Import();
        ToolResult found = await Tools().CallAsync("ehr.get_candidates_by_fuzzy_matching", new { table_name = "diagnoses", keywords = new[] { "hart failure unspecified", "pnuemonia unspecified organism" } });
        found.Text.ShouldContain("[hart failure unspecified]");
        found.Text.ShouldContain("[pnuemonia unspecified organism]");
        found.Rows[0].GetProperty("candidate").GetString().ShouldBe("Heart failure, unspecified");
        found.Rows.First(static row => row.GetProperty("query").GetString()!.StartsWith("pnue", StringComparison.Ordinal)).GetProperty("candidate").GetString().ShouldBe("Pneumonia, unspecified organism");
        (await Tools().CallAsync("ehr.get_candidates_by_fuzzy_matching", new { table_name = "diagnoses", keywords = "x" })).Rows.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Row20_Semantic_WithoutAModel_SaysThatItComparesLetters()
    {
        Import();
        ToolResult found = await Tools().CallAsync("ehr.get_candidates_by_semantic_similarity", new { table_name = "diagnoses", query = "heart failure" });
        found.Text.ShouldContain("blind to meaning");
        found.Rows.ShouldHaveSingleItem().GetProperty("candidate").GetString().ShouldBe("Heart failure, unspecified");
    }

    [Fact]
    public async Task Row20_Semantic_WithStoredEmbeddings_OrdersByTheirCosine()
    {
        Import();
        var model = new ConceptModel();
        (await VocabularyEmbedding.EmbedAsync(Store, "diagnoses", "concepts", model, CancellationToken.None)).ShouldBe(4);
        (await VocabularyEmbedding.EmbedAsync(Store, "diagnoses", "concepts", model, CancellationToken.None)).ShouldBe(0);
        ToolResult found = await Tools(new CandidateSource(new VocabularyStore(Store), "concepts", model)).CallAsync("ehr.get_candidates_by_semantic_similarity", new { table_name = "diagnoses", query = new[] { "clot in the lung" } });
        found.Text.ShouldContain("nearest in meaning");
        found.Rows.ShouldHaveSingleItem().GetProperty("candidate").GetString().ShouldBe("Other pulmonary embolism without acute cor pulmonale");
        found.Text.ShouldContain("1.000");
    }

    [Fact]
    public async Task Candidates_NoVocabulary_SayHowToImportOne() =>
        (await Tools().CallAsync("ehr.get_candidates_by_keyword", new { table_name = "diagnoses", keyword = "x" })).Text.ShouldContain("vocabulary import");

    [Theory]
    [InlineData("lab_tests", "potassium", "2823-3")]
    [InlineData("care_units", "surgical intensive", "intensive care")]
    [InlineData("radiology_exams", "pulmonary angiography", "CT")]
    [InlineData("diagnoses", "sepsis", "A419")]
    public async Task Candidates_NothingImported_ComeFromTheTablesThatShip(string table, string keyword, string knows)
    {
        var shipped = new CandidateSource(new VocabularyStore(Store, withShipped: true));
        ToolResult found = await Tools(shipped).CallAsync("ehr.get_candidates_by_keyword", new { table_name = table, keyword });
        found.Text.ShouldContain(knows);
        (await Tools(shipped).CallAsync("ehr.get_candidates_by_fuzzy_matching", new { table_name = table, keywords = keyword })).Rows.Count.ShouldBe(5);
        (await Tools(shipped).CallAsync("ehr.get_table_names", new { })).Text.ShouldContain(table);
    }

    [Fact]
    public void Tables_OneOfAShippedNameImported_TakesItsPlace()
    {
        Import();
        var store = new VocabularyStore(Store, withShipped: true);
        store.Tables().Single(static table => table.Name == "diagnoses").Count.ShouldBe(4);
        store.ByKeyword("diagnoses", "sepsis", 0, 5).Total.ShouldBe(0);
        store.Tables().Count.ShouldBe(ShippedVocabularies.Tables.Count);
    }

    [Fact]
    public void Search_TableReplacedMeanwhile_FindsTheNewNames()
    {
        Import();
        var store = new VocabularyStore(Store);
        store.ByKeyword("diagnoses", "embolism", 0, 5).Total.ShouldBe(1);
        VocabularyImporter.Import(Store, Write("other.csv", "candidate\nGout\n"), "diagnoses", null, null, CancellationToken.None);
        store.ByKeyword("diagnoses", "embolism", 0, 5).Total.ShouldBe(0);
        store.ByFuzzyMatching("diagnoses", "gowt", 5).Hits.ShouldHaveSingleItem().Candidate.ShouldBe("Gout");
    }

    [Fact]
    public void ShippedCsv_Imported_IsTheSameTable()
    {
        foreach (CandidateTable shipped in ShippedVocabularies.Tables)
        {
            CandidateTable imported = VocabularyImporter.Import(Store, Write(shipped.Name + ".csv", ShippedVocabularies.Csv(shipped.Name)!), shipped.Name, null, null, CancellationToken.None);
            (imported.Count, string.Join(',', imported.Columns)).ShouldBe((shipped.Count, string.Join(',', shipped.Columns)));
        }
    }

    [Fact]
    public async Task Row10_TableNames_ListCandidateTablesToo()
    {
        Import();
        (await Tools().CallAsync("ehr.get_table_names", new { })).Text.ShouldContain("diagnoses (4)");
    }

    [Fact]
    [Trait("Category", "SharedData")]
    public async Task Row51_OfficialDiagnosisTable_ImportsWholeAndIsSearchedAtOnce()
    {
        Assert.SkipUnless(SharedData.IsPresent, "The shared data is not here: set CLINSEEK_SHARED_DATA.");
        CandidateTable table = VocabularyImporter.Import(
            Store, SharedData.At("knowledge/ccsr-icd10cm/DX_to_CCSR_Mapping.csv.gz"), "diagnoses_ccs", "ICD-10-CM Code Description", "ICD-10-CM diagnoses", CancellationToken.None);
        table.Count.ShouldBeGreaterThan(70_000);
        (await Tools().CallAsync("ehr.get_candidates_by_keyword", new { table_name = "diagnoses_ccs", keyword = "(CONGESTIVE) heart failure" })).Total.ShouldBeGreaterThan(0);
        ToolResult fuzzy = await Tools().CallAsync("ehr.get_candidates_by_fuzzy_matching", new { table_name = "diagnoses_ccs", keywords = "acute kidny failure unspecified" });
        fuzzy.Rows[0].GetProperty("candidate").GetString().ShouldBe("Acute kidney failure, unspecified");
    }

    [Fact]
    public async Task Row21_Think_IsKeptAsAThought()
    {
        ToolResult kept = await Tools().CallAsync("ehr.think", new { response = "The effusion may be older." });
        (kept.Outcome, kept.Schema).ShouldBe((ToolOutcome.Ok, ToolSchemas.EhrThought));
        kept.Rows[0].GetProperty("thought").GetString().ShouldBe("The effusion may be older.");
    }

    [Theory]
    [InlineData("this is a test", "this is a test!", 97)]
    [InlineData("fuzzy wuzzy was a bear", "wuzzy fuzzy was a bear", 91)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "", 100)]
    public void EditRatio_KnownPairs_GivesTheUsualRatio(string a, string b, int ratio) => EditRatio.Of(a, b).ShouldBe(ratio);

    [Fact]
    public void Store_DamagedFile_SaysWhatToDo()
    {
        File.WriteAllText(Store, new string('x', 5000));
        Should.Throw<InvalidDataException>(() => new VocabularyStore(Store).Tables()).Message.ShouldContain("import");
    }

    private CandidateTable Import() => VocabularyImporter.Import(Store, Write("diagnoses.csv", Diagnoses), "diagnoses", null, "diagnoses", CancellationToken.None);

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private EhrTools Tools(CandidateSource? source = null) =>
        new(_database, new CaseScope("p1", Chart.Cutoff("2026-01-31T08:00:00Z")), source ?? new CandidateSource(new VocabularyStore(Store)));

    /// <summary>Knows four concepts by their words: what a real model's geometry comes to for them.</summary>
    private sealed class ConceptModel : IEmbeddingGenerator<string, Embedding<float>>
    {
        private static readonly string[][] Concepts = [["heart"], ["embolism", "clot"], ["pneumonia"], ["kidney"]];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(static text => new Embedding<float>(
                Concepts.Select(words => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) ? 3f : 0f).ToArray()))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
