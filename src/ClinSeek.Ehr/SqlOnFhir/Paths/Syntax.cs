namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A parsed path, before its names are looked up.</summary>
internal abstract record Syntax
{
    public sealed record Literal(PathNode Value) : Syntax;

    /// <summary><c>{}</c>.</summary>
    public sealed record Nothing : Syntax;

    /// <summary><c>$this</c>, <c>$index</c>.</summary>
    public sealed record Special(string Name) : Syntax;

    /// <summary><c>%name</c>.</summary>
    public sealed record Variable(string Name) : Syntax;

    /// <summary>An element below the target; below the node itself where there is no target.</summary>
    public sealed record Member(Syntax? Target, string Name) : Syntax;

    public sealed record Call(Syntax? Target, string Name, IReadOnlyList<Syntax> Arguments, int Position) : Syntax;

    public sealed record Index(Syntax Target, Syntax Place) : Syntax;

    public sealed record Binary(string Operator, Syntax Left, Syntax Right) : Syntax;

    /// <summary><c>is</c> and <c>as</c>.</summary>
    public sealed record TypeTest(string Operator, Syntax Operand, string Type) : Syntax;

    public sealed record Negation(Syntax Operand) : Syntax;
}
