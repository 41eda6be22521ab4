namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Reads a reader's words: stop words go, forms that mean the same join, abbreviations and misspellings are resolved from
/// the index itself, and of a long letter only the most telling words are kept.
/// </summary>
internal sealed class QueryText(Vocabulary vocabulary, Synonyms synonyms, RankingOptions options)
{
    private const int MaxWords = 400;
    private const int MaxConcepts = 16;
    private const int MaxLongForms = 2;

    public ParsedQuery Parse(string text)
    {
        string[] words = [.. TextAnalyzer.Words(text).Take(MaxWords)];
        string[] terms = [.. words.Select(TextAnalyzer.Stem)];
        (QuestionKinds kinds, bool[] isCue) = options.Kinds ? QuestionKindReader.BuiltIn.Read(terms) : (QuestionKinds.None, new bool[terms.Length]);
        var concepts = new List<QueryConcept>();
        var corrections = new List<(string, string)>();
        for (int at = 0; at < terms.Length;)
        {
            (string[][]? forms, int length) = options.Synonyms ? synonyms.At(terms, at) : (null, 1);
            string[] own = terms[at..(at + length)];
            bool cue = isCue[at] && length == 1;
            if (forms is not null)
            {
                Add(concepts, [own, .. forms.Where(form => !form.AsSpan().SequenceEqual(own))], cue);
            }
            else if (!(options.StopWords && TextAnalyzer.IsStopWord(words[at])))
            {
                Add(concepts, Expand(terms[at], words[at], corrections), cue);
            }

            at += length;
        }

        return new ParsedQuery(Shorten(concepts), kinds, corrections);
    }

    private void Add(List<QueryConcept> concepts, List<string[]> forms, bool cue)
    {
        string name = string.Join(' ', forms[0]);
        if (!concepts.Exists(known => known.Forms.Any(form => string.Join(' ', form) == name)))
        {
            concepts.Add(new QueryConcept(forms, cue ? options.CueWeight : 1));
        }
    }

    private List<string[]> Expand(string term, string word, List<(string, string)> corrections)
    {
        List<string[]> forms = [[term]];
        if (options.Abbreviations)
        {
            forms.AddRange(vocabulary.LongForms(term).Take(MaxLongForms));
        }

        if (!options.Spelling || forms.Count > 1 || vocabulary.Passages(term) > 0 || vocabulary.Nearest(term) is not { } nearest)
        {
            return forms;
        }

        corrections.Add((word, nearest));
        string[][] same = options.Synonyms ? synonyms.At([nearest], 0).Forms ?? [] : [];
        return [[nearest], .. same.Where(form => form.Length > 1 || form[0] != nearest)];
    }

    private List<QueryConcept> Shorten(List<QueryConcept> concepts)
    {
        if (concepts.Count <= MaxConcepts)
        {
            return concepts;
        }

        HashSet<QueryConcept> kept = [.. concepts
            .Where(concept => concept.Forms.Any(form => Frequency(form) > 0))
            .OrderByDescending(concept => concept.Weight * vocabulary.InverseFrequency(concept.Forms.Max(Frequency)))
            .Take(MaxConcepts)];
        return [.. concepts.Where(kept.Contains)];
    }

    private int Frequency(string[] form) => form.Min(vocabulary.Passages);
}
