using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>Runs one view over resources, one at a time. Keeps its buffers from one to the next; not thread-safe.</summary>
public sealed class ViewRunner
{
    private readonly CompiledView _view;
    private readonly Evaluation _evaluation;
    private readonly PathNode[] _nodes;
    private readonly int[] _indexes;
    private readonly ViewValue[] _row;
    private IViewRows? _rows;
    private int _made;

    /// <param name="view">The view.</param>
    /// <param name="resolveReference">
    /// Gives the key <c>Type/id</c> of an absolute or urn reference that is known to lead to one of the resources; null for any other. What it
    /// says of a reference is kept.
    /// </param>
    public ViewRunner(CompiledView view, Func<string, string?>? resolveReference = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        _view = view;
        _evaluation = new Evaluation(view.Options, view.Shared, resolveReference);
        _nodes = new PathNode[view.Scopes];
        _indexes = new int[view.Scopes];
        _row = new ViewValue[view.Columns.Count];
    }

    /// <summary>Gives the rows of one resource; none where it is of another type or filtered out.</summary>
    /// <exception cref="ViewEvaluationException">The resource does not fit the view; rows already given stand.</exception>
    public void Run(JsonElement resource, IViewRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (Includes(resource))
        {
            RunIncluded(rows);
        }
    }

    /// <summary>Gives the rows of the resource that <see cref="Includes(JsonElement)"/> was true of last.</summary>
    /// <exception cref="ViewEvaluationException">The resource does not fit the view; rows already given stand.</exception>
    internal void RunIncluded(IViewRows rows)
    {
        _rows = rows;
        _made = 0;
        Go(_view.First);
        _rows = null;
    }

    /// <summary>Whether a resource is of the view's type and every <c>where</c> is true of it.</summary>
    /// <exception cref="ViewEvaluationException">A <c>where</c> is neither true nor false of it.</exception>
    public bool Includes(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("resourceType"u8, out JsonElement type) && JsonText.Is(type, _view.ResourceType)
        && Includes(resource, ElementNames.Any);

    /// <summary>Whether every <c>where</c> is true of a resource that is known to be of the view's type.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="names">The names of its elements.</param>
    /// <exception cref="ViewEvaluationException">A <c>where</c> is neither true nor false of it.</exception>
    internal bool Includes(JsonElement resource, ElementNames names)
    {
        _evaluation.Begin(resource, names);
        _nodes[0] = _evaluation.Resource;
        _indexes[0] = 0;
        for (int place = 0; place < _view.Where.Length; place++)
        {
            if (!IsTrue(_view.Where[place], place))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsTrue(PathExpression path, int place)
    {
        NodeBuffer items = _evaluation.Rent();
        path.Evaluate(_evaluation, _nodes[0], items);
        bool? truth = items.Count == 0 ? false : items.Count == 1 ? items[0].Boolean : null;
        _evaluation.Return(items);
        return truth ?? throw new ViewEvaluationException($"where[{place}].path: true or false is expected.");
    }

    private void Go(ViewStep? step)
    {
        if (step is null)
        {
            if (++_made > _view.Options.MaxRowsPerResource)
            {
                throw new ViewEvaluationException($"One resource made more than {_view.Options.MaxRowsPerResource} rows.");
            }

            _rows!.Add(_row);
            return;
        }

        if (step.Iteration == Iteration.None)
        {
            Visit(step);
            return;
        }

        NodeBuffer found = _evaluation.Rent();
        Find(step, found);
        for (int place = 0; place < found.Count; place++)
        {
            _nodes[step.Scope] = found[place];
            _indexes[step.Scope] = place;
            Visit(step);
        }

        bool nulls = found.Count == 0 && step.Iteration == Iteration.ForEachOrNull;
        _evaluation.Return(found);
        if (nulls)
        {
            Nulls(step);
        }
    }

    private void Visit(ViewStep step)
    {
        ViewCell[] cells = step.Cells;
        if (cells.Length > 0)
        {
            Span<ViewValue> row = _row.AsSpan(step.FirstColumn, cells.Length);
            _evaluation.Turn(_indexes[step.Scope]);
            for (int place = 0; place < row.Length; place++)
            {
                cells[place].Read(_evaluation, _nodes[step.Scope], out row[place]);
            }
        }

        foreach (ViewStep? next in step.Next)
        {
            Go(next);
        }
    }

    private void Nulls(ViewStep step)
    {
        Array.Clear(_row, step.FirstColumn, step.ColumnCount);
        foreach (int column in step.RowIndexColumns)
        {
            _row[column] = new ViewValue(PathNode.Of(0m));
        }

        Go(step.After);
    }

    private void Find(ViewStep step, NodeBuffer found)
    {
        _evaluation.Turn(_indexes[step.ParentScope]);
        if (step.Iteration == Iteration.Repeat)
        {
            Descend(step, _nodes[step.ParentScope], found, 0);
        }
        else
        {
            step.Paths[0].Evaluate(_evaluation, _nodes[step.ParentScope], found);
        }
    }

    /// <summary>Depth first: a node, then everything below it, then its neighbour.</summary>
    private void Descend(ViewStep step, in PathNode node, NodeBuffer found, int depth)
    {
        const int Deepest = 256;
        if (depth > Deepest)
        {
            throw new ViewEvaluationException($"{step.Location}.repeat: nested deeper than {Deepest}.");
        }

        foreach (PathExpression path in step.Paths)
        {
            NodeBuffer children = _evaluation.Rent();
            path.Evaluate(_evaluation, node, children);
            for (int place = 0; place < children.Count; place++)
            {
                PathNode child = children[place];
                found.Add(child);
                Descend(step, child, found, depth + 1);
            }

            _evaluation.Return(children);
        }
    }
}
