using System.Globalization;
using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Grounding;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Reports;

/// <summary>
/// Writes a report out of measurements, and of nothing else: each sentence names what it rests on. Pure. What no model measures
/// is not mentioned, neither as present nor as absent.
/// </summary>
public static class ReportComposer
{
    /// <summary>The findings that are about the heart's size, which the ratio measures too.</summary>
    private const string Cardiomegaly = "Cardiomegaly";

    /// <summary>The sentences, findings first.</summary>
    public static IReadOnlyList<ReportSentence> Compose(MeasuredFilm film)
    {
        ArgumentNullException.ThrowIfNull(film);
        FindingScore[] above = [.. film.Reading.Findings.Where(static score => score.IsAbove)];
        string? ratio = Position(film);
        return [.. Findings(film, above, ratio), .. Impression(film, above, ratio)];
    }

    private static IEnumerable<ReportSentence> Findings(MeasuredFilm film, FindingScore[] above, string? ratio)
    {
        if (film.Segmented?.Ratio is { } measured)
        {
            yield return Sentence(ReportSentence.Findings, $"Cardiothoracic ratio {measured.Value:0.000}, {ratio} the usual upper limit of {CardiothoracicRatio.UpperLimit:0.00}.", RatioPosition.Finding);
        }

        foreach (FindingScore score in above)
        {
            yield return Sentence(ReportSentence.Findings, $"{score.Finding} above the operating point (score {score.Score:0.0000} against {score.OperatingPoint:0.0000}){Where(film, score.Finding)}.", score.Finding);
        }

        string[] below = [.. film.Reading.Findings.Where(static score => score.Position == "below").Select(static score => score.Finding)];
        if (below.Length > 0) yield return new ReportSentence(ReportSentence.Findings, $"Below their operating points, which does not say absent: {string.Join(", ", below)}.", below);
        string[] unrated = [.. film.Reading.Findings.Where(static score => score.OperatingPoint is null).Select(static score => score.Finding)];
        if (unrated.Length > 0) yield return new ReportSentence(ReportSentence.Findings, $"Scored without an operating point, so not rated: {string.Join(", ", unrated)}.", unrated);
    }

    private static IEnumerable<ReportSentence> Impression(MeasuredFilm film, FindingScore[] above, string? ratio)
    {
        List<string> basis = [.. above.Select(static score => score.Finding)];
        if (ratio == "above") basis.Add(RatioPosition.Finding);
        yield return basis.Count == 0
            ? new ReportSentence(ReportSentence.Impression, "Nothing measured is above its operating point. That does not exclude disease.", [.. film.Reading.Findings.Select(static score => score.Finding)])
            : new ReportSentence(ReportSentence.Impression, $"Above the operating point: {string.Join("; ", basis.Select(one => one + Where(film, one)))}.", basis);
        if (ratio is "above" or "below" && film.Reading.Findings.FirstOrDefault(static score => score.Finding == Cardiomegaly) is { OperatingPoint: not null } heart && heart.IsAbove != (ratio == "above"))
        {
            yield return new ReportSentence(ReportSentence.Impression, "The classifier's cardiomegaly and the measured cardiothoracic ratio disagree; neither is taken as settled.", [Cardiomegaly, RatioPosition.Finding]);
        }
    }

    private static string? Position(MeasuredFilm film) =>
        film.Segmented?.Ratio is { } ratio ? RatioPosition.Of(ratio, film.Segmented.Film) : null;

    private static string Where(MeasuredFilm film, string finding)
    {
        GroundedFinding? places = film.Places.FirstOrDefault(one => one.Score.Finding == finding);
        // A heart is one thing wherever its map is brightest.
        if (places is null || finding == Cardiomegaly || places.Places.Count == 0) return string.Empty;
        return " (" + string.Join(" and ", places.Places.Select(place => PlaceWords.Of(place, places.Crop, film.Segmented)).Distinct()) + ")";
    }

    private static ReportSentence Sentence(string section, FormattableString text, string basis) =>
        new(section, text.ToString(CultureInfo.InvariantCulture), [basis]);
}
