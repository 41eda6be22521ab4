using System.Globalization;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Reads every finding of a pack from what the look-ups gave so far; pure and deterministic.</summary>
internal static class FindingReader
{
    /// <summary>The findings in the pack's order.</summary>
    public static IReadOnlyList<FindingState> ReadAll(Pack pack, RecordView view)
    {
        Dictionary<string, FindingState> free = pack.Findings
            .Where(static finding => finding.OnlyIf is null)
            .ToDictionary(static finding => finding.Key, finding => Read(pack, finding, view), StringComparer.Ordinal);
        return [.. pack.Findings.Select(finding => finding.OnlyIf is { } only
            ? only.Holds(free[only.Finding].State) ? Read(pack, finding, view) : new FindingState(finding, null, null)
            : free[finding.Key])];
    }

    private static FindingState Read(Pack pack, PackFinding finding, RecordView view)
    {
        var said = new List<Observed>();
        string? note = null;
        foreach (PackLookUp lookUp in finding.LookUps)
        {
            (Observed? observed, string? problem) = Look(pack, finding, lookUp, view);
            note ??= problem;
            if (observed is not null)
            {
                said.Add(observed);
            }
        }

        if (said.Count == 0)
        {
            return new FindingState(finding, null, null, note);
        }

        return said.All(one => one.State == said[0].State)
            ? new FindingState(finding, said[0].State, said[0] with { Citations = [.. said.SelectMany(static one => one.Citations)] })
            : new FindingState(finding, null, null, $"{finding.Name}: the sources of the record disagree, so it was not used");
    }

    private static (Observed? Observed, string? Problem) Look(Pack pack, PackFinding finding, PackLookUp lookUp, RecordView view)
    {
        switch (lookUp.Kind)
        {
            case LookUpKind.Quantity:
                (IReadOnlyList<Measured> values, string? problem) = QuantityReader.Read(view, pack.Quantity(lookUp.Quantity!));
                return values is [var latest, ..] && BandReader.Find(finding.Bands, latest.Range, view.Age) is { } band
                    ? (new Observed(band, latest.Time, latest.Detail, [latest.Citation]), null)
                    : (null, problem);
            case LookUpKind.Derived:
                return Formulas.Compute(lookUp.Formula!, pack, view) is { } result && BandReader.Find(finding.Bands, new NumericRange(result.Value, result.Value), view.Age) is { } derived
                    ? (new Observed(derived, result.Time, result.Detail, result.Citations), null)
                    : (null, null);
            case LookUpKind.Age:
                return view.Age is { } age && BandReader.Find(finding.Bands, new NumericRange(age, age), age) is { } group
                    ? (new Observed(group, view.Patient!.Time, string.Create(CultureInfo.InvariantCulture, $"age {age}"), [view.Patient.Cite(age.ToString(CultureInfo.InvariantCulture))]), null)
                    : (null, null);
            case LookUpKind.Text:
                Observed? read = NoteReader.Read(view, finding, lookUp, out bool conflict);
                return (read, conflict ? $"{finding.Name}: one note says both, so it was not used" : null);
            case LookUpKind.Image:
                return FilmReader.Read(view, finding, lookUp.Finding!);
            default:
                return (EntryReader.Read(view, finding, lookUp), null);
        }
    }
}
