namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Porter's stemming algorithm (M. F. Porter, «An algorithm for suffix stripping», Program 14(3), 1980). The index stems
/// itself rather than through FTS5, so that spelling, synonyms and ranking see the very terms that are stored.
/// </summary>
internal static class PorterStemmer
{
    private static readonly (string Suffix, string Put)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"),
        ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string Put)[] Step3 =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Step4 =
        ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic", "ou"];

    /// <summary>The stem of a lower-case word; a word with anything but the letters a to z is its own stem.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 2 || !word.All(static letter => letter is >= 'a' and <= 'z'))
        {
            return word;
        }

        string stem = Plural(word);
        stem = Past(stem);
        if (stem[^1] == 'y' && HasVowel(stem, stem.Length - 1))
        {
            stem = stem[..^1] + "i";
        }

        stem = Replace(stem, Step2);
        stem = Replace(stem, Step3);
        stem = Strip(stem);
        return Tidy(stem);
    }

    private static string Plural(string word) => word switch
    {
        _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith("ss", StringComparison.Ordinal) => word,
        _ when word.EndsWith('s') => word[..^1],
        _ => word,
    };

    private static string Past(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
        {
            return Measure(word, word.Length - 3) > 0 ? word[..^1] : word;
        }

        int cut = word.EndsWith("ed", StringComparison.Ordinal) ? 2 : word.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0;
        if (cut == 0 || !HasVowel(word, word.Length - cut))
        {
            return word;
        }

        string stem = word[..^cut];
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal))
        {
            return stem + "e";
        }

        return EndsInDouble(stem) && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1]
            : Measure(stem, stem.Length) == 1 && EndsInShortSyllable(stem, stem.Length) ? stem + "e"
            : stem;
    }

    private static string Replace(string word, (string Suffix, string Put)[] rules)
    {
        foreach ((string suffix, string put) in rules)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal))
            {
                return Measure(word, word.Length - suffix.Length) > 0 ? word[..^suffix.Length] + put : word;
            }
        }

        return word;
    }

    private static string Strip(string word)
    {
        foreach (string suffix in Step4)
        {
            int rest = word.Length - suffix.Length;
            if (rest > 0 && word.EndsWith(suffix, StringComparison.Ordinal))
            {
                return Measure(word, rest) > 1 && (suffix != "ion" || word[rest - 1] is 's' or 't') ? word[..rest] : word;
            }
        }

        return word;
    }

    private static string Tidy(string word)
    {
        if (word[^1] == 'e')
        {
            int measure = Measure(word, word.Length - 1);
            if (measure > 1 || (measure == 1 && !EndsInShortSyllable(word, word.Length - 1)))
            {
                word = word[..^1];
            }
        }

        return word[^1] == 'l' && EndsInDouble(word) && Measure(word, word.Length) > 1 ? word[..^1] : word;
    }

    private static bool IsConsonant(string word, int at) => word[at] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => at == 0 || !IsConsonant(word, at - 1),
        _ => true,
    };

    private static bool HasVowel(string word, int length)
    {
        for (int at = 0; at < length; at++)
        {
            if (!IsConsonant(word, at))
            {
                return true;
            }
        }

        return false;
    }

    // How often a vowel is followed by a consonant: the algorithm's measure of a stem's length.
    private static int Measure(string word, int length)
    {
        int measure = 0;
        for (int at = 1; at < length; at++)
        {
            measure += IsConsonant(word, at) && !IsConsonant(word, at - 1) ? 1 : 0;
        }

        return measure;
    }

    private static bool EndsInDouble(string word) =>
        word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    private static bool EndsInShortSyllable(string word, int length) =>
        length > 2 && IsConsonant(word, length - 1) && !IsConsonant(word, length - 2) && IsConsonant(word, length - 3)
        && word[length - 1] is not ('w' or 'x' or 'y');
}
