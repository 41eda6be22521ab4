using System.Text.RegularExpressions;

namespace ClinSeek.Functions.People;

/// <summary>The ids by which a repeated act of a person counts once.</summary>
internal static partial class RequestIds
{
    /// <summary>The form of an id, for a message.</summary>
    public const string Form = "1 to 128 of A-Z, a-z, 0-9, '.', '_', ':' and '-'";

    /// <summary>The given id, or a new one.</summary>
    public static string OrNew(string? given) => string.IsNullOrEmpty(given) ? Guid.NewGuid().ToString("N") : given;

    /// <summary>Whether an id was left out or has its form.</summary>
    public static bool IsSound(string? given) => string.IsNullOrEmpty(given) || Sound().IsMatch(given);

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,128}\z")]
    private static partial Regex Sound();
}
