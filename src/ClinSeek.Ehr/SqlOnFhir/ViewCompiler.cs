using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>Compiles the paths of a view, checks names and unions, and links its selects into steps.</summary>
internal sealed class ViewCompiler
{
    private readonly ViewDefinition _view;
    private readonly PathCompiler _paths;
    private readonly List<string> _problems = [];

    public ViewCompiler(ViewDefinition view)
    {
        _view = view;
        var constants = new Dictionary<string, PathNode>(StringComparer.Ordinal);
        foreach (ViewConstant constant in view.Constants)
        {
            var value = new PathNode(constant.Value, default, constant.Type);
            // A text is decoded once, here, and not for each comparison.
            if (!constants.TryAdd(constant.Name, value.Text is { } text ? PathNode.Of(text, constant.Type) : value))
            {
                _problems.Add($"constant: the name {constant.Name} is declared twice.");
            }
        }

        _paths = new PathCompiler(constants);
    }

    /// <summary>How many scopes a run needs; the resource is scope 0.</summary>
    public int Scopes { get; private set; } = 1;

    /// <summary>How many beginnings its paths share.</summary>
    public int Shared => _paths.Shared;

    /// <exception cref="ViewDefinitionException">The view has problems; all are named.</exception>
    public (ViewStep First, ViewColumn[] Columns, PathExpression[] Where) Compile()
    {
        ViewColumn[] columns = [.. _view.Select.SelectMany(Columns)];
        foreach (IGrouping<string, ViewColumn> same in columns.GroupBy(static column => column.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            _problems.Add($"{same.Last().Location}.name: the column {same.Key} is declared twice.");
        }

        PathExpression[] where = Paths([.. _view.Where.Select(static (path, place) => (path, $"where[{place}].path", (string?)null))]);
        var root = new ViewSelect { Location = string.Empty, Select = _view.Select };
        ViewStep first = Step(root, 0, 0, null);
        return _problems.Count == 0 ? (first, columns, where) : throw new ViewDefinitionException(_problems);
    }

    private IEnumerable<ViewColumn> Columns(ViewSelect select)
    {
        IEnumerable<ViewColumn> united = [];
        if (select.UnionAll.Count > 0)
        {
            ViewColumn[][] branches = [.. select.UnionAll.Select(branch => Columns(branch).ToArray())];
            for (int place = 1; place < branches.Length; place++)
            {
                if (!branches[place].Select(static column => column.Name).SequenceEqual(branches[0].Select(static column => column.Name), StringComparer.Ordinal))
                {
                    _problems.Add($"{select.UnionAll[place].Location}: its columns are not those of the first part of the union, in the same order.");
                }
            }

            united = branches[0];
        }

        return [.. select.Columns, .. select.Select.SelectMany(Columns), .. united];
    }

    private static int Width(ViewSelect select) =>
        select.Columns.Count + select.Select.Sum(Width) + (select.UnionAll.Count > 0 ? Width(select.UnionAll[0]) : 0);

    /// <summary>Links from behind: each part knows what follows it.</summary>
    private ViewStep Step(ViewSelect select, int parent, int column, ViewStep? after)
    {
        int scope = select.Iteration == Iteration.None ? parent : Scopes++;
        int end = column + Width(select);
        ViewStep?[] next = [after];
        if (select.UnionAll.Count > 0)
        {
            int start = end - Width(select.UnionAll[0]);
            next = [.. select.UnionAll.Select(branch => Step(branch, scope, start, after))];
            end = start;
        }

        for (int place = select.Select.Count - 1; place >= 0; place--)
        {
            ViewSelect nested = select.Select[place];
            end -= Width(nested);
            next = [Nested(nested, scope, end, next, after)];
        }

        // The paths of an iteration share nothing: repeat goes on from node to node with them.
        PathExpression[] ways = Paths([.. select.Paths.Select(path => (path, $"{select.Location}.{Name(select.Iteration)}", (string?)null))], share: false);
        PathExpression[] columns = Paths([.. select.Columns.Select(static item => (item.Path, item.Location + ".path", item.Type))]);
        return new ViewStep
        {
            ParentScope = parent,
            Scope = scope,
            Iteration = select.Iteration,
            Location = select.Location,
            Paths = ways,
            Cells = [.. select.Columns.Zip(columns, static (item, path) => new ViewCell(item, path))],
            FirstColumn = column,
            ColumnCount = Width(select),
            RowIndexColumns = [.. RowIndexes(select, column)],
            Next = next,
            After = after,
        };
    }

    // A nested select is followed by its sibling; where that is a union, by a step that does nothing but branch.
    private ViewStep Nested(ViewSelect nested, int scope, int column, ViewStep?[] next, ViewStep? after) =>
        Step(nested, scope, column, next is [var only] ? only : Branch(scope, column, next, after));

    private static ViewStep Branch(int scope, int column, ViewStep?[] next, ViewStep? after) => new()
    {
        ParentScope = scope,
        Scope = scope,
        Iteration = Iteration.None,
        Location = string.Empty,
        Paths = [],
        Cells = [],
        FirstColumn = column,
        ColumnCount = 0,
        RowIndexColumns = [],
        Next = next,
        After = after,
    };

    private static IEnumerable<int> RowIndexes(ViewSelect select, int column)
    {
        for (int place = 0; place < select.Columns.Count; place++)
        {
            if (select.Columns[place].Path.Trim() == "%rowIndex")
            {
                yield return column + place;
            }
        }

        column += select.Columns.Count;
        foreach (ViewSelect nested in select.Select)
        {
            foreach (int index in nested.Iteration == Iteration.None ? RowIndexes(nested, column) : [])
            {
                yield return index;
            }

            column += Width(nested);
        }

        if (select.UnionAll.Count > 0 && select.UnionAll[0].Iteration == Iteration.None)
        {
            foreach (int index in RowIndexes(select.UnionAll[0], column))
            {
                yield return index;
            }
        }
    }

    /// <summary>Compiles paths that start from the same node.</summary>
    private PathExpression[] Paths(IReadOnlyList<(string Path, string Location, string? Type)> paths, bool share = true)
    {
        Syntax[] parsed = [.. paths.Select(item => Tried(item.Location, () => PathParser.Parse(item.Path)) ?? new Syntax.Nothing())];
        _paths.Begin(share ? parsed : []);
        return [.. parsed.Select((syntax, place) =>
            Tried(paths[place].Location, () => _paths.Compile(syntax, paths[place].Type)) ?? new VariableExpression(VariableExpression.Source.Nothing))];
    }

    private T? Tried<T>(string location, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (PathSyntaxException wrong)
        {
            _problems.Add($"{location}: {wrong.Message}.");
            return null;
        }
    }

    private static string Name(Iteration iteration) => iteration switch
    {
        Iteration.ForEach => "forEach",
        Iteration.ForEachOrNull => "forEachOrNull",
        _ => "repeat",
    };
}
