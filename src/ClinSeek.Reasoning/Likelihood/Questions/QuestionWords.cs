using System.Text.RegularExpressions;
using ClinSeek.Evidence.Text;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>Makes the wordings of a question alike: case, British and American spelling, apostrophes, slips of the keyboard.</summary>
internal static partial class QuestionWords
{
    private const int ShortestSlip = 5;

    private static readonly string[] Cues = ["cause", "diagnosis", "diagnoses", "differential", "explain", "explains", "explanation", "aetiology", "underlying", "patient", "likely", "breathing", "breathless", "breathlessness", "shortness", "breath", "dyspnea", "creatinine", "kidney", "injury", "failure", "reason", "causing", "caused"];

    // Words of the field that one slip would turn into another problem.
    private static readonly HashSet<string> Distinct = new(StringComparer.Ordinal) { "creatine", "prognosis", "prognoses", "injured", "patience", "expand", "seasons", "injection", "injections", "inflection", "fewer", "lever", "reflex", "child", "children", "store", "stores" };

    /// <summary>Lower case without accents, with one spelling: <c>oedema</c> becomes <c>edema</c>, <c>anaemia</c> becomes <c>anemia</c>.</summary>
    public static string Fold(string text) => Ligature().Replace(LetterFolding.Fold(text).Replace('’', '\'').Replace('‘', '\''), "e");

    /// <summary>A question folded, with words one slip (two in a long word) from a word that matters put right.</summary>
    public static string Read(string question, PackLibrary library)
    {
        HashSet<string> known = [.. Cues.Select(Fold), .. library.Packs.SelectMany(static pack => pack.Problem.Terms.Concat(pack.Hypotheses.Where(static one => one.Key != Pack.NoneOfThese).SelectMany(static one => one.Synonyms.Append(one.Name)))).SelectMany(static term => Word().Matches(Fold(term))).Select(static word => word.Value).Where(static word => word.Length >= 5)];
        string[] stems = [.. library.Packs.SelectMany(static pack => pack.Problem.Terms).Where(static term => term.EndsWith('*')).Select(static term => Fold(term)[..^1]).Select(static term => term[(term.LastIndexOf(' ') + 1)..]).Where(static stem => stem.Length >= 4).Distinct()];
        string folded = Fold(question);
        return Word().Replace(folded, match => known.Contains(match.Value) || stems.Any(stem => match.Value.StartsWith(stem, StringComparison.Ordinal)) || match.Length < ShortestSlip || Distinct.Contains(match.Value) ? match.Value : Nearest(match.Value, known) ?? match.Value);
    }

    private static string? Nearest(string word, HashSet<string> known)
    {
        int allowed = word.Length >= 8 ? 2 : 1;
        return known
            .Where(one => one[0] == word[0] && Math.Abs(one.Length - word.Length) <= allowed && !Inflected(one, word) && SameSign(one, word))
            .Select(one => (one, Distance: Distance(one, word)))
            .Where(pair => pair.Distance <= allowed)
            .OrderBy(static pair => pair.Distance).ThenBy(static pair => pair.one, StringComparer.Ordinal)
            .Select(static pair => pair.one)
            .FirstOrDefault();
    }

    // «Hypo» is no slip of «hyper»: it is the opposite.
    private static bool SameSign(string one, string word) =>
        one.StartsWith("hypo", StringComparison.Ordinal) == word.StartsWith("hypo", StringComparison.Ordinal)
        && one.StartsWith("hyper", StringComparison.Ordinal) == word.StartsWith("hyper", StringComparison.Ordinal);

    // A plural or another ending is no slip.
    private static bool Inflected(string one, string word) => word.StartsWith(one, StringComparison.Ordinal);

    // Optimal string alignment: insert, delete, replace, swap neighbours.
    private static int Distance(string one, string other)
    {
        int[,] cost = new int[one.Length + 1, other.Length + 1];
        for (int row = 0; row <= one.Length; row++)
        {
            for (int column = 0; column <= other.Length; column++)
            {
                cost[row, column] = row == 0 ? column : column == 0 ? row
                    : Math.Min(Math.Min(cost[row - 1, column], cost[row, column - 1]) + 1, cost[row - 1, column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1));
                if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1])
                {
                    cost[row, column] = Math.Min(cost[row, column], cost[row - 2, column - 2] + 1);
                }
            }
        }

        return cost[one.Length, other.Length];
    }

    [GeneratedRegex("oe(?=dema|soph)|(?<=pn|rrh)oe(?=a)|ae(?=m[aio]|tiol)|[æœ]", RegexOptions.CultureInvariant)]
    private static partial Regex Ligature();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
