namespace ClinSeek.Knowledge.Terminology;

/// <summary>A code with its title, and where it is one of ICD-10-CM with a category that it belongs to.</summary>
/// <param name="System">«ICD-10-CM» or «CCSR».</param>
/// <param name="Code">The code, ICD-10-CM with its point.</param>
/// <param name="Title">The official title.</param>
/// <param name="Category">A CCSR category of the code, or null.</param>
/// <param name="CategoryTitle">That category's title, or null.</param>
/// <param name="IsDefault">Whether the category is the code's default for the first-listed diagnosis of an inpatient.</param>
public sealed record CodedTerm(string System, string Code, string Title, string? Category = null, string? CategoryTitle = null, bool IsDefault = false)
{
    /// <summary>The International Classification of Diseases, 10th revision, clinical modification.</summary>
    public const string Icd = "ICD-10-CM";

    /// <summary>The Clinical Classifications Software Refined of AHRQ.</summary>
    public const string Ccsr = "CCSR";

    /// <summary>An ICD-10-CM code with its point: N179 is N17.9.</summary>
    public static string WithPoint(string code) =>
        code is { Length: > 3 } && !code.Contains('.', StringComparison.Ordinal) ? code[..3] + "." + code[3..] : code ?? string.Empty;
}
