using System.IO.Compression;
using System.Text;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Sources.Import;
using ClinSeek.Knowledge.Tests.Testing;

namespace ClinSeek.Knowledge.Tests.Import;

public sealed class KnowledgeImporterTests : IDisposable
{
    private const string Topics = """
        <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE health-topics SYSTEM "https://medlineplus.gov/xml/x.dtd">
        <health-topics total="2"><health-topic title="Gout" url="https://medlineplus.gov/gout.html" id="351" language="English" date-created="01/31/2001"><also-called>Podagra</also-called>
        <full-summary>&lt;p&gt;Gout is a form of arthritis.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Uric acid&lt;/li&gt;&lt;/ul&gt;</full-summary><related-topic id="9" title="Arthritis"/></health-topic><health-topic title="Gota" id="352" language="Spanish"><full-summary>x</full-summary></health-topic></health-topics>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Import_Folder_ReadsEveryFormWithSourceAndLicence()
    {
        folder.Write("a.jsonl", """{"id":"q1-1","question":"What is (are) Gout ?","focus":"Gout","qtype":"information","answer":"Urate crystals.","source":"NIH","url":"https://x.example/1"}""" + "\n");
        folder.Write("b.md", "---\ntitle: Sepsis guide\nsource: My clinic\nlicense: CC-BY-4.0\ndate: 2024-05-01\n---\n# Sepsis\nIntro **text**.\n\n## Treatment\n- Give fluids\n- Give antibiotics\n\n### Dose\n30 mL/kg\n");
        folder.Write("c.html", "<html><head><title>Syncope</title><style>x{}</style></head><body><nav>menu</nav><p>A faint.</p><h2>Causes</h2><table><tr><td>Reflex</td><td>60 %</td></tr></table><script>no()</script></body></html>");
        folder.Write("d.xml", Topics);
        folder.Write("ignored.pdf", "x");

        Import(new ImportDefaults(License: "CC0-1.0")).ShouldAllBe(static file => file.Problem == null);

        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"));
        Passage answer = index.Find("q1-1")!;
        (answer.Focus, answer.Section, answer.Source, answer.Url, answer.License).ShouldBe(("Gout", "information", "NIH", "https://x.example/1", "CC0-1.0"));
        Passage dose = index.Find("b.treatment-dose")!;
        (dose.Title, dose.Source, dose.License, dose.Date, dose.Focus).ShouldBe(("Sepsis guide: Treatment: Dose", "My clinic", "CC-BY-4.0", "2024-05-01", "Sepsis guide"));
        index.Find("b.treatment")!.Text.ShouldBe(["- Give fluids", "- Give antibiotics"]);
        index.Find("c.causes")!.Text.ShouldBe(["Reflex | 60 %"]);
        index.Find("c")!.Text.ShouldBe(["A faint."]);
        Passage topic = index.Find("medlineplus-351")!;
        (topic.Title, topic.Date, topic.Text.Count).ShouldBe(("Gout", "2001-01-31", 2));
        topic.Synonyms.ShouldBe(["Podagra"]);
        index.Search("podagra", 1).Hits[0].Passage.Id.ShouldBe("medlineplus-351");
        index.Info.Passages.ShouldBe(7);
    }

    /// <summary>Each is refused by name, and the good file beside them is imported.</summary>
    [Theory]
    [InlineData("bad.md", "nested too deeply")]
    [InlineData("bad.jsonl", "line 1")]
    [InlineData("bad.jsonl.gz", "cut short")]
    [InlineData("empty.md.gz", "cut short")]
    public void Import_BrokenFile_IsNamedAndStopsNoOther(string name, string said)
    {
        byte[] content = name switch
        {
            "bad.md" => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("> ", 5000)) + "deep"),
            "bad.jsonl" => Encoding.UTF8.GetBytes("""{"id":"x","title":"half \ud800 a pair","text":"t"}"""),
            "bad.jsonl.gz" => Packed(string.Concat(Enumerable.Range(0, 200).Select(static i => Row($"p{i}", "alpha"))))[..^6],
            _ => [0x1F, 0x8B, 8, 0, 1, 2, 3],
        };
        File.WriteAllBytes(folder.At(name), content);
        folder.Write("good.jsonl", Row("good", "alpha"));

        IReadOnlyList<FileImport> files = Import();

        files.Single(file => Path.GetFileName(file.File) == name).Problem.ShouldNotBeNull().ShouldContain(said);
        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"));
        index.Info.Passages.ShouldBe(1);
    }

    [Fact]
    public void Import_GzipJoinedOfTwo_IsReadWhole()
    {
        File.WriteAllBytes(folder.At("two.jsonl.gz"), [.. Packed(Row("a", "alpha") + Row("b", "beta")), .. Packed(Row("c", "gamma"))]);

        Import().ShouldHaveSingleItem().Count.Added.ShouldBe(3);
    }

    [Fact]
    public void Import_Again_TouchesOnlyWhatChanged()
    {
        string file = folder.Write("a.jsonl", Row("a", "alpha zebra") + Row("b", "beta") + Row("c", "gamma"));
        Import()[0].Count.ShouldBe(new ImportCount(3, 0, 0, 0));
        Import()[0].IsCurrent.ShouldBeTrue();
        string before = Digest();

        File.WriteAllText(file, Row("a", "alpha okapi") + Row("c", "gamma") + Row("d", "delta"));
        Import()[0].Count.ShouldBe(new ImportCount(1, 1, 1, 1));

        using (KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db")))
        {
            index.Search("zebra", 3).Hits.ShouldBeEmpty();
            index.Search("beta", 3).Hits.ShouldBeEmpty();
            index.Search("okapi", 3).Hits.ShouldHaveSingleItem().Passage.Id.ShouldBe("a");
            index.Search("delta", 3).Hits.ShouldHaveSingleItem();
        }

        Digest().ShouldNotBe(before);
        File.WriteAllText(file, Row("a", "alpha zebra") + Row("b", "beta") + Row("c", "gamma"));
        Import();
        Digest().ShouldBe(before);
    }

    [Theory]
    [InlineData("broken.jsonl", "{\"id\":\"x\",\"title\":\"t\",\"text\":\"y\"}\n{not json\n", "line 2")]
    [InlineData("broken.xml", "<health-topics><health-topic title='x' id='1'>", "not well-formed")]
    [InlineData("other.xml", "<feed><entry/></feed>", "root element is 'feed'")]
    [InlineData("empty.jsonl", "[1,2]", "not a JSON object")]
    public void Import_FileOfAnotherForm_IsReportedAndStopsNoOther(string name, string content, string said)
    {
        folder.Write(name, content);
        folder.Write("zz.jsonl", Row("good", "zebra"));

        IReadOnlyList<FileImport> files = Import();

        files[0].Problem!.ShouldContain(said);
        files[1].Count.Added.ShouldBe(1);
        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"));
        index.Find("x").ShouldBeNull("a file is imported whole or not at all");
        index.Info.Passages.ShouldBe(1);
    }

    [Fact]
    public void Import_CutInTheMiddle_LeavesTheIndexAsItWas()
    {
        folder.Write("a.jsonl", Row("a", "alpha"));
        Import();
        string before = Digest();
        static IEnumerable<Passage> Cut()
        {
            yield return Passages.Of("new", "New", "zebra");
            throw new IOException("the disk is gone");
        }

        using (IndexFile index = IndexFile.OpenOrCreate(folder.At("index.db")))
        {
            Should.Throw<Exception>(() => index.Import(new ImportOrigin("cut", "1", "", ""), Cut()));
        }

        Digest().ShouldBe(before);
        folder.Write("b.jsonl", Row("b", "beta"));
        Import()[1].Count.Added.ShouldBe(1);
    }

    [Fact]
    public async Task Import_TwoAtOnce_BothLand()
    {
        IndexFile.OpenOrCreate(folder.At("index.db")).Dispose();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(part => Task.Run(() =>
        {
            using IndexFile index = IndexFile.OpenOrCreate(folder.At("index.db"));
            index.Import(new ImportOrigin($"o{part}", "1", "", ""), Enumerable.Range(0, 300).Select(number => Passages.Of($"p{part}-{number}", "T", $"word{part} number{number}")));
        })));

        using KnowledgeIndex both = KnowledgeIndex.Open(folder.At("index.db"));
        both.Info.Passages.ShouldBe(600);
        both.Search("word0", 5).Total.ShouldBe(300);
        both.Search("word1", 5).Total.ShouldBe(300);
    }

    [Fact]
    public void Import_WhileASearcherHasTheIndex_IsFoundByItsNextSearch()
    {
        folder.Write("a.jsonl", Row("a", "alpha"));
        Import();
        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"));
        index.Search("zebra", 3).Hits.ShouldBeEmpty();

        folder.Write("b.jsonl", Row("b", "zebra"));
        Import();

        index.Search("zebra", 3).Hits.ShouldHaveSingleItem();
    }

    [Fact]
    public void Import_RepeatedIds_AreToldApartAlikeInAnyOrder()
    {
        string first = Row("x", "alpha"), second = Row("x", "beta"), third = Row("x", "gamma");
        folder.Write("a.jsonl", first + second + third);
        Import();

        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"));
        Passage hit = index.Search("gamma", 1).Hits[0].Passage;
        hit.OriginalId.ShouldBe("x");
        hit.Id.ShouldStartWith("x-");
        index.Info.Passages.ShouldBe(3);
    }

    [Fact]
    public void Import_IdOfAnotherFile_IsRefusedWithTheRemedy()
    {
        folder.Write("a.jsonl", Row("x", "alpha"));
        folder.Write("b.jsonl", Row("x", "beta"));

        Import()[1].Problem!.ShouldContain("--collection");
    }

    [Fact]
    public void Read_LongText_IsContinuedInFurtherPassages()
    {
        string file = folder.Write("a.jsonl", Row("x", string.Concat(Enumerable.Repeat("word ", 30_000))));

        Passage[] passages = [.. PassageFiles.Read(file, new ImportDefaults())];

        passages.Select(static passage => passage.Id).ShouldBe(["x", "x.2", "x.3", "x.4"]);
        passages.ShouldAllBe(static passage => passage.Text.Sum(static text => text.Length) <= 40_000);
    }

    [Fact]
    public async Task Room_ImportAndHarmedFile_AreFoundAndNamed()
    {
        using (var room = new KnowledgeRoom(new KnowledgeOptions(), folder.Path, TimeProvider.System))
        {
            (await room.Sources.SearchAsync("okapi zebra", 5, null, TestContext.Current.CancellationToken)).Hits.ShouldBeEmpty();
            using (IndexFile index = IndexFile.OpenOrCreate(room.IndexFile))
            {
                index.ImportBuiltIn().Added.ShouldBe(PassagePack.BuiltIn().Count);
                index.ImportBuiltIn().ShouldBe(ImportCount.None);
                index.Import(new ImportOrigin("own", "1", "", ""), [Passages.Of("own", "Okapi", "zebra")], TestContext.Current.CancellationToken);
            }

            (await room.Sources.SearchAsync("okapi zebra", 5, null, TestContext.Current.CancellationToken)).Hits.ShouldHaveSingleItem().Address.ShouldBe("knowledge:own");
            (await room.Sources.SearchAsync("heart failure", 5, null, TestContext.Current.CancellationToken)).Hits.Count.ShouldBe(5);
        }

        Directory.Delete(folder.At("knowledge"), recursive: true);
        Directory.CreateDirectory(folder.At("knowledge"));
        folder.Write(Path.Combine("knowledge", "index.db"), new string('x', 10_000));
        using var harmed = new KnowledgeRoom(new KnowledgeOptions(), folder.Path, TimeProvider.System);
        (await Should.ThrowAsync<SourceException>(() => harmed.Sources.SearchAsync("gout", 5, null, TestContext.Current.CancellationToken))).Message.ShouldContain("import its files again");
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionMode.Compress))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string Row(string id, string text) => System.Text.Json.JsonSerializer.Serialize(new { id, title = "T " + id, text }) + "\n";

    private IReadOnlyList<FileImport> Import(ImportDefaults? defaults = null)
    {
        using IndexFile index = IndexFile.OpenOrCreate(folder.At("index.db"));
        return [.. KnowledgeImporter.Import(index, folder.Path, defaults ?? new ImportDefaults(), TestContext.Current.CancellationToken)];
    }

    private string Digest()
    {
        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"));
        return index.Info.Digest;
    }
}
