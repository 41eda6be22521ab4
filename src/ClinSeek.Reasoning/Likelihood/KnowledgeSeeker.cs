using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood;

/// <summary>Seeks one passage on the leading hypothesis: a search, then the page of its best result.</summary>
internal static class KnowledgeSeeker
{
    /// <summary>The next call, or null where there is none to make.</summary>
    public static ToolCall? Next(PackHypothesis leader, CaseFile file, RecordView view)
    {
        ToolCall search = ToolCalls.SearchFor(leader.Search);
        if (leader.Key == Pack.NoneOfThese || file.Tools.All(static tool => tool.Name != ToolCalls.Search))
        {
            return null;
        }

        EvidenceItem? found = view.Evidence.FirstOrDefault(item => ToolCalls.Same(item.Call, search));
        if (found is null)
        {
            return search;
        }

        if (file.Tools.All(static tool => tool.Name != ToolCalls.Open) || Best(found, leader) is not { } best
            || best.Number("link") is not { } link || best.Number("cursor") is not { } cursor)
        {
            return null;
        }

        ToolCall open = ToolCalls.OpenLink((int)link, (int)cursor);
        return view.Evidence.Any(item => ToolCalls.Same(item.Call, open)) ? null : open;
    }

    private static RecordRow? Best(EvidenceItem found, PackHypothesis leader)
    {
        RecordRow[] rows = found.Result.Schema == ToolSchemas.Passages ? [.. found.Result.Rows.Select((_, index) => new RecordRow(found, index))] : [];
        string[] names = [leader.Name, .. leader.Synonyms];
        return rows.FirstOrDefault(row => names.Any(name => TermPattern.For(name).IsMatch(row.Text("title") ?? "")))
            ?? rows.FirstOrDefault(row => names.Any(name => TermPattern.For(name).IsMatch(row.Text("text") ?? "")));
    }
}
