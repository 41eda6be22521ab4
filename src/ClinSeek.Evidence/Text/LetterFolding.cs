using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ClinSeek.Evidence.Text;

/// <summary>
/// Takes accents from Latin letters and makes full-width forms plain. The process runs without culture data, where
/// <see cref="string.Normalize()"/> changes nothing beyond ASCII.
/// </summary>
public static class LetterFolding
{
    private static readonly FrozenDictionary<char, string> Plain = new[]
    {
        ("a", "àáâãäåāăąǎȁȃạảấầẩẫậắằẳẵặªÀÁÂÃÄÅĀĂĄǍ"), ("c", "çćĉċčÇĆĈĊČ"), ("d", "ďđðĎĐÐ"), ("e", "èéêëēĕėęěẹẻẽếềểễệÈÉÊËĒĔĖĘĚ"), ("g", "ĝğġģĜĞĠĢ"),
        ("h", "ĥħĤĦ"), ("i", "ìíîïĩīĭįıỉịÌÍÎÏĨĪĬĮİ"), ("j", "ĵĴ"), ("k", "ķĶ"), ("l", "ĺļľŀłĹĻĽĿŁ"), ("n", "ñńņňŉÑŃŅŇ"),
        ("o", "òóôõöøōŏőơọỏốồổỗộớờởỡợºÒÓÔÕÖØŌŎŐƠ"), ("r", "ŕŗřŔŖŘ"), ("s", "śŝşšșŚŜŞŠȘ"), ("t", "ţťŧțŢŤŦȚ"), ("u", "ùúûüũūŭůűųưụủứừửữựÙÚÛÜŨŪŬŮŰŲƯ"),
        ("w", "ŵŴ"), ("y", "ýÿŷỳỵỷỹÝŶŸ"), ("z", "źżžŹŻŽ"), ("ss", "ß"), ("ae", "æÆ"), ("oe", "œŒ"), ("th", "þÞ"),
        ("0", "⁰₀"), ("1", "¹₁"), ("2", "²₂"), ("3", "³₃"), ("4", "⁴₄"), ("5", "⁵₅"), ("6", "⁶₆"), ("7", "⁷₇"), ("8", "⁸₈"), ("9", "⁹₉"),
    }.SelectMany(static row => row.Item2.Select(letter => (Letter: letter, Put: row.Item1))).DistinctBy(static pair => pair.Letter).ToFrozenDictionary(static pair => pair.Letter, static pair => pair.Put);

    /// <summary>The plain letters of one letter, in lower case where it had an accent; null where it is plain already.</summary>
    public static string? Of(char letter) =>
        letter is >= '\uFF01' and <= '\uFF5E' ? ((char)(letter - '\uFF01' + '!')).ToString()
        : letter == '\u3000' || (letter > '\u007F' && char.GetUnicodeCategory(letter) == UnicodeCategory.SpaceSeparator) ? " "
        : letter > '\u007F' && char.GetUnicodeCategory(letter) == UnicodeCategory.DecimalDigitNumber ? ((int)char.GetNumericValue(letter)).ToString(CultureInfo.InvariantCulture)
        : Plain.GetValueOrDefault(letter);

    /// <summary>A text in small plain letters: no case, no accents, no marks that are set upon a letter.</summary>
    public static string Fold(string text)
    {
        string small = text.ToLowerInvariant();
        if (small.All(char.IsAscii))
        {
            return small;
        }

        var plain = new StringBuilder(small.Length);
        foreach (char letter in small.Where(static letter => char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
        {
            plain.Append(Of(letter) ?? letter.ToString());
        }

        return plain.ToString();
    }

    /// <summary>A text with full-width forms, foreign digits and strange blanks made plain; accents stay.</summary>
    public static string Widths(string text)
    {
        if (text.All(char.IsAscii))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            plain.Append(Plain.ContainsKey(letter) ? letter.ToString() : Of(letter) ?? letter.ToString());
        }

        return plain.ToString();
    }
}
