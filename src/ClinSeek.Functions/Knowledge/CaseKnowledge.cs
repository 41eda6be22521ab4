using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Knowledge;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Knowledge.Terminology;
using ClinSeek.Knowledge.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.Knowledge;

/// <summary>The knowledge tools bound to one case, call by call, and its citations resolved to the pages that are kept.</summary>
public sealed class CaseKnowledge(KnowledgeRoom room, CaseRecord record, CaseIdentifiers identifiers, IEvidenceStore store)
{
    /// <summary>The tools as models see them.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations { get; } = [.. KnowledgeTools.Declarations, TerminologyTool.Declaration];

    /// <summary>Whether a tool, by its canonical name, is one of these.</summary>
    public static bool Has(string tool) =>
        tool.StartsWith(BrowserHistory.Prefix, StringComparison.Ordinal) || tool.StartsWith(TerminologyTool.Prefix, StringComparison.Ordinal);

    /// <summary>The tools as one call of a case may use them.</summary>
    public async ValueTask<IReadOnlyList<AIFunction>> FunctionsAsync(
        CaseId id, int epoch, EvidenceId evidence, IReadOnlyList<ToolCall> stepCalls, CancellationToken cancellationToken)
    {
        int before = stepCalls.Take(evidence.Ordinal - 1)
            .Count(static call => ToolCatalogue.Canonical(call.Name).StartsWith(BrowserHistory.Prefix, StringComparison.Ordinal));
        return await FunctionsAsync(id, epoch, await HistoryAsync(id, evidence.Step - 1, before, cancellationToken), cancellationToken);
    }

    /// <summary>The tools as a reader beside the case may use them, with what it saw as their history.</summary>
    public ValueTask<IReadOnlyList<AIFunction>> FunctionsAsync(CaseId id, int epoch, IReadOnlyList<EvidenceItem> gathered, CancellationToken cancellationToken) =>
        FunctionsAsync(id, epoch, BrowserHistory.From(gathered, 0), cancellationToken);

    private async ValueTask<IReadOnlyList<AIFunction>> FunctionsAsync(CaseId id, int epoch, BrowserHistory history, CancellationToken cancellationToken)
    {
        var scrubber = new QueryScrubber(await identifiers.OfAsync(id, cancellationToken));
        var session = new BrowserSession(room.Sources, history, new CasePages(store, id, epoch), scrubber);
        return [.. new KnowledgeTools(session).Functions, new TerminologyTool(room.Terminology).Function];
    }

    /// <summary>What a citation of the form <c>【cursor†Lstart-Lend】</c> means in a case: the kept page and the lines on it.</summary>
    /// <param name="id">The case.</param>
    /// <param name="steps">How many steps the case has.</param>
    /// <param name="citation">The citation.</param>
    /// <param name="quote">Text that must stand there, or null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<CitationResolution> ResolveAsync(CaseId id, int steps, string citation, string? quote, CancellationToken cancellationToken) =>
        await new CitationResolver(await HistoryAsync(id, steps, 0, cancellationToken), new CasePages(store, id, epoch: 0)).ResolveAsync(citation, quote, cancellationToken);

    private async ValueTask<BrowserHistory> HistoryAsync(CaseId id, int steps, int before, CancellationToken cancellationToken) =>
        BrowserHistory.From([.. (await record.StepsAsync(id, steps, cancellationToken)).SelectMany(static step => step.Evidence)], before);
}
