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

    [GeneratedRegex(@"^\W*(?:(yes|true|positive)|no|false|negative)\b(?!\s+one\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
