namespace ClinSeek.Knowledge.Index;

/// <summary>A concept with the numbers of its terms in one index, ready to be counted.</summary>
/// <param name="Forms">Forms whose every term the index holds.</param>
/// <param name="Weight">How telling the concept is.</param>
internal sealed record RankedConcept(int[][] Forms, double Weight)
{
    /// <summary>How often it stands in a field, and its first places.</summary>
    public int Count(int[] field, Span<int> places, out int found)
    {
        int count = 0;
        found = 0;
        for (int form = 0; form < Forms.Length; form++)
        {
            int[] terms = Forms[form];
            for (int at = 0; at + terms.Length <= field.Length; at++)
            {
                if (field[at] == terms[0] && field.AsSpan(at, terms.Length).SequenceEqual(terms))
                {
                    count++;
                    if (found < places.Length)
                    {
                        places[found++] = at + terms.Length - 1;
                    }
                }
            }
        }

        return count;
    }
}
