using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ClinSeek.Functions.Embedding;

/// <summary>
/// Takes the accents from small Latin letters, those that Unicode counts as a letter with marks and no others, as BERT's own
/// tokenizer does. The process runs without culture data, where normalization changes nothing beyond ASCII.
/// </summary>
internal static class Accents
{
    private static readonly FrozenDictionary<char, char> Plain = new[]
    {
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("b", "ḃḅḇ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓ"), ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"), ("f", "ḟ"),
        ("g", "ĝğġģǧǵḡ"), ("h", "ĥȟḣḥḧḩḫẖ"), ("i", "ìíîïĩīĭįǐȉȋḭḯỉị"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽ"), ("m", "ḿṁṃ"),
        ("n", "ñńņňǹṅṇṉṋ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšșṡṣṥṧṩ"), ("t", "ţťțṫṭṯṱẗ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"), ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕ"),
    }.SelectMany(static row => row.Item2.Select(letter => (Letter: letter, Put: row.Item1[0]))).ToFrozenDictionary(static pair => pair.Letter, static pair => pair.Put);

    public static string Without(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(Plain.GetValueOrDefault(letter, letter));
            }
        }

        return plain.ToString();
    }
}
