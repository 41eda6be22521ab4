using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.LookUps;

/// <summary>Every tool call that a pack may ask for in a case, and the choice of the next ones.</summary>
internal sealed class LookUpPlan
{
    private readonly IReadOnlyList<LookUpBatch> _batches;

    private LookUpPlan(IReadOnlyList<LookUpBatch> batches) => _batches = batches;

    /// <summary>The batches, in a fixed order.</summary>
    public IReadOnlyList<LookUpBatch> Batches => _batches;

    /// <summary>The plan of a pack for a case; the film asked for is the latest one that the record dates.</summary>
    public static LookUpPlan For(Pack pack, CaseFile file, RecordView view)
    {
        DateTimeOffset asOf = view.AsOf;
        var batches = new List<LookUpBatch>();
        foreach (IGrouping<string, PackQuantity> panel in pack.Quantities.GroupBy(static quantity => quantity.Panel, StringComparer.Ordinal))
        {
            HashSet<string> keys = [.. panel.Select(static quantity => quantity.Key)];
            batches.Add(new LookUpBatch("panel:" + panel.Key, ToolCalls.Query(SqlCompiler.Quantities(panel, asOf)), 1, [.. pack.Findings.Where(finding => finding.LookUps.Any(lookUp => Reads(pack, lookUp, keys)))]));
        }

        foreach (LookUpKind kind in new[] { LookUpKind.Condition, LookUpKind.Medication, LookUpKind.Procedure })
        {
            PackFinding[] findings = [.. pack.Findings.Where(finding => finding.LookUps.Any(lookUp => lookUp.Kind == kind))];
            if (findings.Length > 0)
            {
                batches.Add(new LookUpBatch("list:" + kind, ToolCalls.Query(SqlCompiler.Entries(kind, findings.SelectMany(static finding => finding.LookUps))), 1, findings));
            }
        }

        AddTexts(batches, pack, asOf);
        if (LatestFilm(file, view) is { } film)
        {
            AddFilm(batches, pack, "film", ToolCalls.Classify(film), static finding => finding != FilmReader.Ratio);
            AddFilm(batches, pack, "outline", ToolCalls.OutlineOf(film), static finding => finding == FilmReader.Ratio);
        }

        return new LookUpPlan(batches);
    }

    /// <summary>The batches not asked for yet whose tool is offered, with their expected gain for its cost, best first.</summary>
    public IReadOnlyList<(LookUpBatch Batch, double GainPerCost)> Open(CaseFile file, IReadOnlyList<FindingState> states, IReadOnlyDictionary<string, double> weights)
    {
        Dictionary<string, FindingState> known = states.ToDictionary(static state => state.Finding.Key, StringComparer.Ordinal);
        ToolCall[] made = [.. file.Steps.SelectMany(static step => step.Evidence).Select(static item => item.Call)];
        return [.. _batches
            .Where(batch => file.Tools.Any(tool => tool.Name == batch.Call.Name) && !made.Any(call => ToolCalls.Same(call, batch.Call)))
            .Select(batch => (batch, Gain(batch, known, weights)))
            .OrderByDescending(static pair => pair.Item2).ThenBy(static pair => pair.batch.Key, StringComparer.Ordinal)];
    }

    private static double Gain(LookUpBatch batch, Dictionary<string, FindingState> known, IReadOnlyDictionary<string, double> weights) =>
        batch.Findings
            .Where(finding => known[finding.Key].State is null)
            .GroupBy(static finding => finding.Group, StringComparer.Ordinal)
            // A second finding of a mechanism is dampened in the weights, so it teaches about half as much.
            .Sum(group => group.Select(finding => ExpectedGain.Of(finding, weights) / finding.Cost).OrderDescending().Select(static (gain, place) => place == 0 ? gain : gain / 2).Sum())
        / batch.Cost;

    private static bool Reads(Pack pack, PackLookUp lookUp, HashSet<string> quantities) => lookUp.Kind switch
    {
        LookUpKind.Quantity => quantities.Contains(lookUp.Quantity!),
        LookUpKind.Derived => Formulas.Inputs(pack, lookUp.Formula!).Any(quantities.Contains),
        _ => false,
    };

    private static void AddTexts(List<LookUpBatch> batches, Pack pack, DateTimeOffset asOf)
    {
        foreach (string table in new[] { "document", "diagnostic_report" })
        {
            PackFinding[] findings = [.. pack.Findings.Where(finding => finding.LookUps.Any(lookUp => lookUp.In.Contains(table, StringComparer.Ordinal)))];
            if (findings.Length > 0)
            {
                DateTimeOffset since = asOf.AddHours(-findings.Max(static finding => finding.WindowHours ?? 24 * 365));
                batches.Add(new LookUpBatch("text:" + table, ToolCalls.Query(table == "document" ? SqlCompiler.Notes(since) : SqlCompiler.Reports(since)), 1, findings));
            }
        }
    }

    private static void AddFilm(List<LookUpBatch> batches, Pack pack, string key, ToolCall call, Func<string, bool> reads)
    {
        PackFinding[] findings = [.. pack.Findings.Where(finding => finding.LookUps.Any(lookUp => lookUp.Kind == LookUpKind.Image && reads(lookUp.Finding!)))];
        if (findings.Length > 0) batches.Add(new LookUpBatch(key, call, 2, findings));
    }

    private static string? LatestFilm(CaseFile file, RecordView view)
    {
        IEnumerable<string> dated = view.Rows("imaging_study").Select(static row => row.Text("study")).OfType<string>();
        return dated.FirstOrDefault(study => file.Films.Contains(study, StringComparer.Ordinal)) ?? file.Films.Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
