using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tools;

/// <summary>The addresses of pages that are not passages themselves.</summary>
internal static class PageAddress
{
    public const string Search = "search:";
    public const string Find = "find:";
    public const string Source = "view-source:";

    /// <summary>The passage id in an address that a caller wrote: with or without the scheme.</summary>
    public static string PassageId(string address)
    {
        string text = address.Trim();
        text = text.StartsWith(Source, StringComparison.OrdinalIgnoreCase) ? text[Source.Length..] : text;
        return text.StartsWith(Passage.Scheme, StringComparison.OrdinalIgnoreCase) ? text[Passage.Scheme.Length..] : text;
    }
}
