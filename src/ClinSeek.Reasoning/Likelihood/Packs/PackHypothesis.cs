namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>One explanation of a presenting problem.</summary>
/// <param name="Key">Its stable key.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Synonyms">Other names, by which a candidate answer is recognised.</param>
/// <param name="Search">Words for the knowledge search.</param>
/// <param name="Prior">How likely it is before anything is read.</param>
/// <param name="Icd10Cm">Prefixes of ICD-10-CM codes that stand for it, by which a coded candidate is recognised.</param>
/// <param name="Ccsr">CCSR categories, by code, whose one member in this pack it is, with their names.</param>
public sealed record PackHypothesis(
    string Key, string Name, IReadOnlyList<string> Synonyms, string Search, PackPrior Prior,
    IReadOnlyList<string>? Icd10Cm = null, IReadOnlyDictionary<string, string>? Ccsr = null)
{
    /// <summary>Some of them as a reader is told of them: «pneumonia or pulmonary embolism».</summary>
    internal static string Names(IEnumerable<PackHypothesis> hypotheses) => string.Join(" or ", hypotheses.Select(static one => one.Name));
}
