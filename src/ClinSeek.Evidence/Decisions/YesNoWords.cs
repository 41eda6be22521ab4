using System.Text.RegularExpressions;

namespace ClinSeek.Evidence.Decisions;

/// <summary>Reads yes and no from the beginning of a text.</summary>
public static partial class YesNoWords
{
    /// <summary>True for yes, false for no, null where the text begins with neither.</summary>
    public static bool? Read(string text) => Beginning().Match(text) switch
    {
        { Groups: [_, { Success: true }, ..] } => true,
        { Success: true } => false,
        _ => null,
    };

    /// <summary>The one candidate that says yes, or no; null where none does or several do.</summary>
    public static string? Candidate(IReadOnlyList<string>? candidates, bool yes) =>
        (candidates ?? []).Where(candidate => Read(candidate) == yes).Take(2).ToArray() is [var only] ? only : null;

    /// <summary>Whether one candidate is a bare word for yes and one a bare word for no, whatever others there are, such as «unclear».</summary>
    public static bool AreIn(IReadOnlyList<string> candidates) =>
        Candidate(candidates, yes: true) is { } yes && Candidate(candidates, yes: false) is { } no && Alone().IsMatch(yes) && Alone().IsMatch(no);

    [GeneratedRegex(@"^\W*(?:yes|no|true|false|positive|negative)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^\W*(?:(yes|true|positive)|no|false|negative)\b(?!\s+one\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
