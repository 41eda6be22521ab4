using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Tools;

/// <summary>How results speak of films and pictures.</summary>
internal static class FilmWords
{
    /// <summary>Modality and view in brackets behind a blank, or nothing.</summary>
    public static string Described(FilmDescription film)
    {
        string said = string.Join(' ', new[] { film.Modality, film.ViewPosition }.Where(static word => word is not null));
        return said.Length == 0 ? string.Empty : $" ({said})";
    }

    /// <summary>The line that names a kept picture.</summary>
    public static string Kept(string what, string? artifact) => artifact is null
        ? $"{what}: not drawn, for the native image library is not at hand."
        : $"{what}: artifact {artifact} (PNG, kept with the case).";
}
