namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Finds what several paths that start from one node have in common at their beginnings.</summary>
internal static class SharedBeginnings
{
    /// <summary>The parts of some paths that stand in several places, with a name that is the same for the same part.</summary>
    public static IReadOnlyDictionary<Syntax, string> Of(IEnumerable<Syntax> paths)
    {
        List<Part> parts = [];
        foreach (Syntax path in paths)
        {
            Collect(path, null, parts);
        }

        Dictionary<string, int> uses = parts.CountBy(static part => part.Name).ToDictionary();
        // Where a longer beginning is shared by as many, that one is kept and its own beginning is found only once.
        return parts
            .Where(part => uses[part.Name] > 1 && (part.Longer is null || uses[part.Longer] < uses[part.Name]))
            .ToDictionary(static part => part.Syntax, static part => part.Name, (IEqualityComparer<Syntax>)ReferenceEqualityComparer.Instance);
    }

    // Only what starts from the same node: criteria and projections start from each item of a collection.
    private static void Collect(Syntax syntax, string? longer, List<Part> parts)
    {
        string? name = NameOf(syntax);
        if (name is not null && syntax is not Syntax.Variable)
        {
            parts.Add(new Part(syntax, name, longer));
        }

        switch (syntax)
        {
            case Syntax.Member { Target: { } target }:
                Collect(target, name, parts);
                break;
            case Syntax.Call call:
                // The element of a choice is looked up together with its type.
                if ((IsTyped(call) && call.Target is Syntax.Member member ? member.Target : call.Target) is { } of)
                {
                    Collect(of, name, parts);
                }

                foreach (Syntax argument in StartHere(call) ? call.Arguments : [])
                {
                    Collect(argument, null, parts);
                }

                break;
            case Syntax.Index index:
                Collect(index.Target, null, parts);
                Collect(index.Place, null, parts);
                break;
            case Syntax.Binary binary:
                Collect(binary.Left, null, parts);
                Collect(binary.Right, null, parts);
                break;
            case Syntax.Negation negation:
                Collect(negation.Operand, null, parts);
                break;
            default:
                break;
        }
    }

    /// <summary>What says the same for the same way from a node; null for what is no plain way.</summary>
    private static string? NameOf(Syntax syntax) => syntax switch
    {
        Syntax.Variable variable => "%" + Quoted(variable.Name),
        Syntax.Member { Target: null } member => char.IsAsciiLetterUpper(member.Name[0]) ? null : Quoted(member.Name),
        Syntax.Member { Target: { } target } member => NameOf(target) is { } above ? $"{above}.{Quoted(member.Name)}" : null,
        Syntax.Call { Name: "first", Target: { } target, Arguments.Count: 0 } => NameOf(target) is { } above ? above + ".first()" : null,
        Syntax.Call { Target: { } target, Arguments: [Syntax.Member { Target: null } type] } call when IsTyped(call) =>
            NameOf(target) is { } above ? $"{above}.ofType({Quoted(type.Name)})" : null,
        _ => null,
    };

    private static bool IsTyped(Syntax.Call call) => call.Name is "ofType" or "as";

    private static bool StartHere(Syntax.Call call) => call.Name switch
    {
        "where" or "exists" or "all" or "select" or "repeat" or "ofType" or "as" or "is" or "getReferenceKey" => false,
        "iif" => call.Target is null,
        _ => true,
    };

    private static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A part of a path; <see cref="Longer"/> names the part that goes on from it.</summary>
    private sealed record Part(Syntax Syntax, string Name, string? Longer);
}
