using ClinSeek.Benchmarks.Retrieval;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Sources.Import;
using ClinSeek.Knowledge.Tests.Testing;

namespace ClinSeek.Knowledge.Tests.Index;

public sealed class RetrievalFloorTests
{
    [Fact]
    [Trait("Category", "SharedData")]
    public void Search_QuestionsOfLiveQa_FindsRightAnswers()
    {
        string folder = Path.Combine(SharedData.Folder ?? string.Empty, "knowledge");
        Assert.SkipUnless(SharedData.IsPresent && File.Exists(Path.Combine(folder, "medquad.jsonl.gz")), "SharedData: set CLINSEEK_SHARED_DATA to the folder that holds knowledge/medquad.jsonl.gz.");
        using KnowledgeIndex index = KnowledgeIndex.InMemory(PassageFiles.Read(Path.Combine(folder, "medquad.jsonl.gz"), new ImportDefaults()));
        string Name(Passage passage) => LiveQa.NameOf(passage.Source, passage.OriginalId ?? passage.Id);
        HashSet<string> names = [.. PassageFiles.Read(Path.Combine(folder, "medquad.jsonl.gz"), new ImportDefaults()).Select(Name)];
        LiveQa questions = LiveQa.Read(Path.Combine(folder, "liveqa-questions-odd.xml"), Path.Combine(folder, "liveqa-qrels-odd.txt"), names);

        RetrievalScore score = RetrievalScore.Of([.. questions.Questions.Select(question => 1 + index.Search(question.Summary, RetrievalScore.Depth).Hits.ToList().FindIndex(hit => question.Right.Contains(Name(hit.Passage))))]);

        score.Hit10.ShouldBeGreaterThanOrEqualTo(0.85);
        score.ReciprocalRank.ShouldBeGreaterThanOrEqualTo(0.60);
    }
}
