namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Collections as sets, by the equality of <c>=</c>.</summary>
internal static class Sets
{
    /// <summary>Comparing each with each is for lists that a person could have written.</summary>
    private const int Most = 10_000;

    public static bool Holds(NodeBuffer items, in PathNode sought)
    {
        for (int place = 0; place < items.Count; place++)
        {
            if (NodeComparer.Equal(items[place], sought) == true)
            {
                return true;
            }
        }

        return false;
    }

    public static void Distinct(NodeBuffer items, NodeBuffer output)
    {
        if (items.Count > Most)
        {
            throw new ViewEvaluationException($"More than {Most} items cannot be made distinct.");
        }

        var kept = new NodeBuffer();
        for (int place = 0; place < items.Count; place++)
        {
            if (!Holds(kept, items[place]))
            {
                kept.Add(items[place]);
            }
        }

        output.AddRange(kept);
    }
}
