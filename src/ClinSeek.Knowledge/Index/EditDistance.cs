namespace ClinSeek.Knowledge.Index;

/// <summary>How many letters must be put in, taken out, changed or swapped with a neighbour to make one word of another.</summary>
internal static class EditDistance
{
    /// <summary>The distance, or one more than the limit where it is greater than that.</summary>
    public static int Within(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return limit + 1;
        }

        Span<int> before = stackalloc int[right.Length + 1];
        Span<int> above = stackalloc int[right.Length + 1];
        Span<int> row = stackalloc int[right.Length + 1];
        for (int column = 0; column <= right.Length; column++)
        {
            above[column] = column;
        }

        for (int line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            int least = line;
            for (int column = 1; column <= right.Length; column++)
            {
                int change = above[column - 1] + (left[line - 1] == right[column - 1] ? 0 : 1);
                int best = Math.Min(change, Math.Min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                {
                    best = Math.Min(best, before[column - 2] + 1);
                }

                row[column] = best;
                least = Math.Min(least, best);
            }

            if (least > limit)
            {
                return limit + 1;
            }

            Span<int> spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[right.Length];
    }
}
