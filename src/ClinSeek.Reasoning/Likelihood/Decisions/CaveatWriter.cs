using System.Globalization;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>What a reader of a decision must know about its figures and its gaps.</summary>
internal static class CaveatWriter
{
    /// <summary>The caveats, most general first.</summary>
    public static IReadOnlyList<string> Write(Pack pack, IReadOnlyList<FindingState> states, Posterior posterior, RecordView view, bool passage)
    {
        var caveats = new List<string>
        {
            "Research software, not a medical device.",
            $"No language model configured: answered by the likelihood reasoner with the pack {pack.Key}, version {pack.Version} ({pack.Population}).",
            "Weights order the hypotheses of this pack; they are not calibrated probabilities. Findings are not independent: of one mechanism, only the strongest counts fully.",
        };
        caveats.AddRange(Figures(pack, posterior));
        caveats.AddRange(Gaps(view));
        if (view.Cutoff - view.AsOf >= TimeSpan.FromDays(1))
        {
            caveats.Add(string.Create(CultureInfo.InvariantCulture, $"Read as of the record's last entry, {view.AsOf.UtcDateTime:yyyy-MM-dd HH:mm}Z; the cut-off lies {(view.Cutoff - view.AsOf).TotalDays:0} days later, of which the record says nothing."));
        }

        if (pack.Premise is { } premise && Formulas.Compute(premise.Formula, pack, view) is null)
        {
            caveats.Add($"Whether the record shows {premise.Name} could not be worked out; the question's premise was taken on trust.");
        }

        caveats.AddRange(states.Select(static state => state.Note).OfType<string>().Distinct());
        int unknown = states.Count(static state => state.State is null);
        caveats.Add(string.Create(CultureInfo.InvariantCulture, $"Incomplete record: {unknown} of {states.Count} findings are unknown; unknown is not counted as absent."));
        if (!passage)
        {
            caveats.Add("No passage of the knowledge base that names the leading hypothesis was cited.");
        }

        return caveats;
    }

    private static IEnumerable<string> Figures(Pack pack, Posterior posterior)
    {
        string[] recalled = [.. posterior.Contributions.Where(static one => one.Effect.Tag is "K" or "S+K" && one.Applied != 1).Select(static one => one.State.Finding.Name).Distinct()];
        if (recalled.Length > 0)
        {
            yield return $"Likelihood ratios recalled at least in part from general knowledge, not read in their source: {string.Join("; ", recalled)}.";
        }

        string[] assumed = [.. posterior.Contributions.Where(static one => one.Effect.Tag == "assumption" && one.Applied != 1).Select(static one => one.State.Finding.Name).Distinct()];
        if (assumed.Length > 0)
        {
            yield return $"Likelihood ratios assumed as working values: {string.Join("; ", assumed)}.";
        }

        string[] priors = [.. pack.Hypotheses.Where(static hypothesis => hypothesis.Prior.Tag != "S").Select(static hypothesis => hypothesis.Name)];
        yield return $"Priors are those of {pack.Hypotheses[0].Prior.Setting} ({pack.Sources[pack.Hypotheses[0].Prior.Source].Citation})"
            + (priors.Length > 0 ? $"; assumed for: {string.Join("; ", priors)}." : ".");
    }

    private static IEnumerable<string> Gaps(RecordView view)
    {
        int failed = view.Evidence.Count(static item => item.Result.Outcome is ToolOutcome.Failed or ToolOutcome.Denied);
        if (failed > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{failed} look-ups failed or were denied ({string.Join(", ", view.Evidence.Where(static item => item.Result.Outcome is ToolOutcome.Failed or ToolOutcome.Denied).Select(static item => item.Call.Name).Distinct())}); what they would have shown is unknown.");
        }

        if (view.Rows("document").Count >= SqlCompiler.NoteRows || view.Rows("diagnostic_report").Count >= SqlCompiler.NoteRows)
        {
            yield return "There may be more notes or reports than the latest ones that were read.";
        }

        int cut = view.Evidence.Count(static item => item.Result.Outcome == ToolOutcome.Truncated && ToolRooms.IsRecord(item.Call.Name));
        if (cut > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{cut} look-ups returned the latest rows only; older ones were not read.");
        }
    }
}
