using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Pages;

/// <summary>The addresses of pages.</summary>
internal static class PageAddress
{
    public const string Search = "search:";
    public const string Source = "view-source:";

    /// <summary>An address as a caller wrote it: trimmed, without the prefix of a source view, which is told apart.</summary>
    public static (string Address, bool Source) Read(string written)
    {
        string text = written.Trim();
        return text.StartsWith(Source, StringComparison.OrdinalIgnoreCase) ? (text[Source.Length..].Trim(), true) : (text, false);
    }

    /// <summary>What citations call the document of an address: a passage by its id, anything else by its address.</summary>
    public static string Document(string address)
    {
        string plain = Read(address).Address;
        int find = plain.IndexOf("/find?pattern=", StringComparison.Ordinal);
        plain = find < 0 ? plain : plain[..find];
        return plain.StartsWith(Passage.Scheme, StringComparison.OrdinalIgnoreCase) ? plain[Passage.Scheme.Length..] : plain;
    }
}
