using System.Text.RegularExpressions;

namespace ClinSeek.Evidence.Cases;

/// <summary>The opaque name of a case, the only id that users see: 1 to 60 characters of <c>[a-z0-9-]</c>. Carries no PHI.</summary>
public readonly partial record struct CaseId
{
    private CaseId(string value) => Value = value;

    /// <summary>The id's text.</summary>
    public string Value { get; }

    /// <summary>Reads an id, or says that the text is not one.</summary>
    public static bool TryParse(string? text, out CaseId id)
    {
        id = default;
        if (text is null || !Form().IsMatch(text))
        {
            return false;
        }

        id = new CaseId(text);
        return true;
    }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not 1 to 60 characters of <c>[a-z0-9-]</c>.</exception>
    public static CaseId Parse(string text) =>
        TryParse(text, out CaseId id) ? id : throw new FormatException("A case id is 1 to 60 characters of a-z, 0-9 and '-'.");

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex("^[a-z0-9-]{1,60}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
