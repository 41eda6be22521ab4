namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Makes an expression of a path: names are looked up, arguments counted and constants put in. All mistakes show here.</summary>
internal sealed class PathCompiler(IReadOnlyDictionary<string, PathNode> constants)
{
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal)
    {
        ["ucum"] = "http://unitsofmeasure.org",
        ["loinc"] = "http://loinc.org",
        ["sct"] = "http://snomed.info/sct",
    };

    private static readonly PathExpression This = new VariableExpression(VariableExpression.Source.This);

    private readonly Dictionary<string, SharedExpression> _made = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<Syntax, string> _shared = new Dictionary<Syntax, string>();

    /// <summary>How many beginnings are shared by now.</summary>
    public int Shared { get; private set; }

    /// <summary>Makes ready for paths that start from the same node: what they have in common is found once.</summary>
    public void Begin(IEnumerable<Syntax> paths)
    {
        _shared = SharedBeginnings.Of(paths);
        _made.Clear();
    }

    /// <param name="path">One of those that this was made ready for, or any other.</param>
    /// <param name="type">The declared type of the column that the path fills, or null.</param>
    /// <exception cref="PathSyntaxException">It uses a constant or function that does not exist.</exception>
    public PathExpression Compile(Syntax path, string? type = null) => Of(path, type);

    private PathExpression Of(Syntax syntax, string? type = null)
    {
        if (!_shared.TryGetValue(syntax, out string? name))
        {
            return OfOwn(syntax, type);
        }

        if (!_made.TryGetValue(name, out SharedExpression? shared))
        {
            _made[name] = shared = new SharedExpression(OfOwn(syntax, type), Shared++);
        }

        return shared;
    }

    private PathExpression OfOwn(Syntax syntax, string? type) => syntax switch
    {
        Syntax.Literal literal => new LiteralExpression(literal.Value),
        Syntax.Nothing => new VariableExpression(VariableExpression.Source.Nothing),
        Syntax.Special { Name: "this" } => This,
        Syntax.Special => new VariableExpression(VariableExpression.Source.Index),
        Syntax.Variable variable => OfVariable(variable.Name),
        Syntax.Member { Target: null, Name: var name } when char.IsAsciiLetterUpper(name[0]) => new RootExpression(name),
        Syntax.Member member => new MemberExpression(Target(member.Target), member.Name, null),
        Syntax.Index index => new IndexExpression(Of(index.Target), Of(index.Place)),
        Syntax.Negation { Operand: var operand } => new ArithmeticExpression("-", new LiteralExpression(PathNode.Of(0m)), Of(operand)),
        Syntax.TypeTest { Operator: "is" } test => new IsExpression(Of(test.Operand), test.Type),
        Syntax.TypeTest test => OfType(test.Operand, test.Type),
        Syntax.Binary binary => AnyOf(binary) ?? OfBinary(binary.Operator, Of(binary.Left), Of(binary.Right)),
        Syntax.Call call => OfCall(call, type),
        _ => throw new PathSyntaxException("The path cannot be compiled"),
    };

    private PathExpression? Target(Syntax? target) => target is null ? null : Of(target);

    private PathExpression OfVariable(string name) => name switch
    {
        "rowIndex" => new VariableExpression(VariableExpression.Source.RowIndex),
        _ when constants.TryGetValue(name, out PathNode value) => new LiteralExpression(value),
        "resource" or "rootResource" or "context" => new VariableExpression(VariableExpression.Source.Resource),
        _ when Environment.TryGetValue(name, out string? text) => new LiteralExpression(PathNode.Of(text)),
        _ => throw new PathSyntaxException($"There is no constant %{name}"),
    };

    private static PathExpression OfBinary(string name, PathExpression left, PathExpression right) => name switch
    {
        "=" => new EqualityExpression(left, right, expected: true),
        "!=" => new EqualityExpression(left, right, expected: false),
        "<" or "<=" or ">" or ">=" => new ComparisonExpression(name, left, right),
        "and" or "or" or "xor" or "implies" => new LogicExpression(name, left, right),
        "in" => new MembershipExpression(left, right),
        "contains" => new MembershipExpression(right, left),
        "|" => new UnionExpression(left, right, distinct: true),
        "+" or "-" or "*" or "/" or "div" or "mod" or "&" => new ArithmeticExpression(name, left, right),
        _ => throw new PathSyntaxException($"The operator {name} is not supported"),
    };

    /// <summary>A chain of <c>or</c> that compares one path with texts; null for anything else.</summary>
    private AnyOfExpression? AnyOf(Syntax.Binary binary)
    {
        var texts = new List<string>();
        Syntax? path = null;
        Syntax rest = binary;
        while (rest is Syntax.Binary { Operator: "or" } chain && Takes(chain.Right))
        {
            rest = chain.Left;
        }

        return texts.Count > 0 && Takes(rest)
            ? new AnyOfExpression(Of(path!), texts, OfBinary("or", Of(binary.Left), Of(binary.Right)))
            : null;

        bool Takes(Syntax part)
        {
            bool takes = part is Syntax.Binary { Operator: "=", Left: Syntax.Member member, Right: Syntax.Literal { Value: { Computed: string, Type: "string" } } } && member == (path ??= member);
            if (takes)
            {
                texts.Add((string)((Syntax.Literal)((Syntax.Binary)part).Right).Value.Computed!);
            }

            return takes;
        }
    }

    private PathExpression OfType(Syntax operand, string type) => operand is Syntax.Member { Target: var above, Name: var name } && !char.IsAsciiLetterUpper(name[0])
        ? new MemberExpression(Target(above), name, type)
        : new TypeExpression(Of(operand), type);

    private PathExpression OfCall(Syntax.Call call, string? type)
    {
        PathExpression target = call.Target is null ? This : Of(call.Target);
        switch (call.Name)
        {
            case "where":
                return new WhereExpression(target, Of(Arguments(call, 1, 1)[0]));
            case "exists":
                return Arguments(call, 0, 1) is [var criteria]
                    ? new ExistsExpression(new WhereExpression(target, Of(criteria)), expected: true)
                    : new ExistsExpression(target, expected: true);
            case "empty":
                Arguments(call, 0, 0);
                return new ExistsExpression(target, expected: false);
            case "not":
                Arguments(call, 0, 0);
                return new NotExpression(target);
            case "all":
                return new QuantifierExpression(target, Of(Arguments(call, 1, 1)[0]));
            case "select" or "repeat":
                return new SelectExpression(target, Of(Arguments(call, 1, 1)[0]), call.Name == "repeat");
            case "iif":
                IReadOnlyList<Syntax> branches = Arguments(call, 2, 3);
                return new ConditionalExpression(target, Of(branches[0]), Of(branches[1]), branches.Count > 2 ? Of(branches[2]) : null);
            case "union" or "combine":
                return new UnionExpression(target, Of(Arguments(call, 1, 1)[0]), call.Name == "union");
            case "ofType" or "as":
                string wanted = TypeName(Arguments(call, 1, 1)[0], call.Position);
                return call.Target is null ? new TypeExpression(target, wanted) : OfType(call.Target, wanted);
            case "is":
                return new IsExpression(target, TypeName(Arguments(call, 1, 1)[0], call.Position));
            case "first":
                Arguments(call, 0, 0);
                return new FirstExpression(target);
            case "getReferenceKey":
                return new ReferenceKeyExpression(target, Arguments(call, 0, 1) is [var named] ? TypeName(named, call.Position) : null);
            case "lowBoundary" or "highBoundary":
                bool high = call.Name == "highBoundary";
                return new FunctionExpression(target, [.. Arguments(call, 0, 1).Select(argument => Of(argument))], (_, input, given, output) =>
                {
                    int? precision = given.Length > 0 && given[0].HasValue ? Functions.Whole(given[0]) : null;
                    Functions.Each(input, output, node => Boundary.Of(node, high, precision, type));
                });
            default:
                return Functions.All.TryGetValue(call.Name, out (int Fewest, int Most, FunctionExpression.Body Body) function)
                    ? new FunctionExpression(target, [.. Arguments(call, function.Fewest, function.Most).Select(argument => Of(argument))], function.Body)
                    : throw new PathSyntaxException($"There is no function {call.Name}()", call.Position);
        }
    }

    private static IReadOnlyList<Syntax> Arguments(Syntax.Call call, int fewest, int most) => call.Arguments.Count >= fewest && call.Arguments.Count <= most
        ? call.Arguments
        : throw new PathSyntaxException($"{call.Name}() takes {(fewest == most ? $"{fewest}" : $"{fewest} to {most}")} arguments", call.Position);

    private static string TypeName(Syntax argument, int position) => argument switch
    {
        Syntax.Member { Target: null } type => type.Name,
        Syntax.Member { Target: Syntax.Member { Target: null, Name: "FHIR" or "System" } } type => type.Name,
        Syntax.Literal { Value.Computed: string text } => text,
        _ => throw new PathSyntaxException("A type name is needed as the argument", position),
    };
}
