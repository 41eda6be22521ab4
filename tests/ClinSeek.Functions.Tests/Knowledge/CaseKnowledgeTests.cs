using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Knowledge.Tools;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Knowledge;

public sealed class CaseKnowledgeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_CitesAnOpenedPage_ResolvesToTheKeptPageWithoutTheIndex()
    {
        string source = SamplePatient.Write(_folder["record"]);
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, new Reader());

        CaseView view = await world.AskAsync(CaseWorld.Request(source), "kept");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        CaseId id = CaseId.Parse("kept");
        var record = world.Get<CaseRecord>();
        EvidenceItem search = (await record.FindEvidenceAsync(id, EvidenceId.Parse("e1.1"), Stop))!;
        search.Result.Text.ShouldNotContain("Jane");
        search.Result.Text.ShouldNotContain("1950");
        search.Result.Text.ReplaceLineEndings(" ").ShouldContain("may identify the patient");

        EvidenceItem page = (await record.FindEvidenceAsync(id, EvidenceId.Parse("e2.1"), Stop))!;
        string line = page.Result.Rows[0].GetProperty("text").GetString()!;
        CitationResolution found = await world.Get<CaseKnowledge>().ResolveAsync(id, 2, "【1†L0】", line, Stop);

        found.Problem.ShouldBeNull();
        found.PageHash.ShouldBe(page.Result.Rows[0].GetProperty("page").GetString());
        found.Text.ShouldBe(line);
        (await world.Get<CaseKnowledge>().ResolveAsync(id, 2, "【1†L0】", "words that do not stand there", Stop)).Problem.ShouldNotBeNull();
        EvidenceItem codes = (await record.FindEvidenceAsync(id, EvidenceId.Parse("e2.2"), Stop))!;
        codes.Result.Rows.Select(static row => row.GetProperty("code").GetString()).ShouldContain("I50.9");
        (await world.Cases.VerifyAsync(id, withKey: true, null, Stop))!.Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Ask_PageWithAResourceOfNoType_StillScrubsAndFinds()
    {
        string source = SamplePatient.Write(_folder["record"]);
        string bundle = await File.ReadAllTextAsync(source, Stop);
        await File.WriteAllTextAsync(source, bundle.Replace("\"entry\":[", "\"entry\":[{\"resource\":{\"resourceType\":5}},", StringComparison.Ordinal), Stop);
        (await File.ReadAllTextAsync(source, Stop)).ShouldNotBe(bundle);
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, new Reader());

        CaseView view = await world.AskAsync(CaseWorld.Request(source), "odd");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        EvidenceItem search = (await world.Get<CaseRecord>().FindEvidenceAsync(CaseId.Parse("odd"), EvidenceId.Parse("e1.1"), Stop))!;
        search.Result.Text.ShouldNotContain("Jane");
    }

    [Theory]
    [InlineData("search_knowledge", "browser.search")]
    [InlineData("open_document", "browser.open")]
    [InlineData("Find_In_Document", "browser.find")]
    [InlineData("terminology_lookup", "terminology.lookup")]
    [InlineData("lookup", "terminology.lookup")]
    public void Canonical_PlainName_IsTheTool(string name, string canonical) => ToolCatalogue.Canonical(name).ShouldBe(canonical);

    /// <summary>Searches with what it must not say, opens the best hit, and cites its first line.</summary>
    private sealed class Reader : IReasoner
    {
        public string Name => "scripted";

        public string Version => "1";

        public Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken) => Task.FromResult(file.Steps.Count switch
        {
            0 => Turn(Call("search_knowledge", new { query = "Jane Doe, born 1950-04-01: acute heart failure" })),
            1 => Turn(Call("open_document", new { id = 0 }), Call("terminology.lookup", new { query = "heart failure" })),
            _ => Decide(file),
        });

        private static ReasonerTurn Turn(params ToolCall[] calls) => new() { Reasoner = "scripted/1", Calls = calls, Rationale = "Looking." };

        private static ToolCall Call(string name, object arguments) => new(name, JsonSerializer.Serialize(arguments));

        private static ReasonerTurn Decide(CaseFile file)
        {
            EvidenceItem page = file.Steps[1].Evidence[0];
            Locator first = page.Result.Locators[0];
            return new ReasonerTurn
            {
                Reasoner = "scripted/1",
                Rationale = "Enough.",
                Decision = new Decision
                {
                    Answer = "Heart failure",
                    Ranking = file.Board.Live,
                    Claims = [new Claim("The reference text says so.", [new Citation(page.Id, first.Source, first.Position, first.Quote!)])],
                },
            };
        }
    }
}
