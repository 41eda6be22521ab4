using System.Globalization;
using System.Text.Json.Serialization;

namespace ClinSeek.Evidence.Cases;

/// <summary>
/// The name of one piece of evidence inside its case: <c>e&lt;step&gt;.&lt;ordinal&gt;</c>, the ordinal being the tool call's
/// place in its step. It is the same on every host and in every replay; digests are not ids.
/// </summary>
[JsonConverter(typeof(EvidenceIdConverter))]
public readonly record struct EvidenceId(int Step, int Ordinal)
{
    /// <summary>Reads <c>e3.1</c>; anything else, signs, blanks and leading zeros included, is refused.</summary>
    public static bool TryParse(string? text, out EvidenceId id)
    {
        id = default;
        if (text is not ['e', .. string numbers] || numbers.Split('.') is not [string step, string ordinal])
        {
            return false;
        }

        if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int stepNumber)
            || !int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out int ordinalNumber))
        {
            return false;
        }

        id = new EvidenceId(stepNumber, ordinalNumber);
        return string.Equals(id.ToString(), text, StringComparison.Ordinal);
    }

    /// <summary>Reads <c>e3.1</c>.</summary>
    /// <exception cref="FormatException">The text is not an evidence id.</exception>
    public static EvidenceId Parse(string text) =>
        TryParse(text, out EvidenceId id) ? id : throw new FormatException("An evidence id looks like e3.1: step, dot, ordinal.");

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"e{Step}.{Ordinal}");
}
