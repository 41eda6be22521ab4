using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>A column with its compiled path.</summary>
internal sealed class ViewCell(ViewColumn column, PathExpression path)
{
    public ViewColumn Column { get; } = column;

    public PathExpression Path { get; } = path;

    public bool IsRowIndex => Path is VariableExpression { From: VariableExpression.Source.RowIndex };

    public ViewValue Read(Evaluation evaluation, in PathNode self)
    {
        NodeBuffer items = evaluation.Rent();
        Path.Evaluate(evaluation, self, items);
        ViewValue value = items.Count switch
        {
            0 when !Column.Collection => default,
            1 when !Column.Collection => Value(items[0], evaluation.Options),
            _ => Several(items, evaluation.Options),
        };
        evaluation.Return(items);
        return value;
    }

    private ViewValue Several(NodeBuffer items, ViewOptions options)
    {
        if (!Column.Collection)
        {
            throw new ViewEvaluationException($"{Column.Location} ({Column.Name}): several values where one belongs; use first(), or declare the column a collection.");
        }

        var values = new ViewValue[items.Count];
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = Value(items[place], options);
        }

        return new ViewValue(values);
    }

    private ViewValue Value(in PathNode node, ViewOptions options)
    {
        var value = new ViewValue(node);
        return ColumnCheck.Fits(value, Column.Type, options.ColumnChecks)
            ? value
            : throw new ViewEvaluationException($"{Column.Location} ({Column.Name}): the value is no {Column.Type}.");
    }
}
