using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>A column with its compiled path.</summary>
internal sealed class ViewCell(ViewColumn column, PathExpression path)
{
    private static readonly ViewValue None = new(Array.Empty<ViewValue>());

    private readonly ColumnCheck? _check = ColumnCheck.Of(column.Type);

    public ViewColumn Column { get; } = column;

    public PathExpression Path { get; } = path;

    public bool IsRowIndex => Path is VariableExpression { From: VariableExpression.Source.RowIndex };

    public void Read(Evaluation evaluation, in PathNode self, out ViewValue cell)
    {
        cell = Path.Find(evaluation, self, out PathNode item) switch
        {
            Found.Nothing => Column.Collection ? None : default,
            Found.One => Column.Collection ? new ViewValue([Value(item, evaluation.Options)]) : Value(item, evaluation.Options),
            _ when Column.Collection => Several(evaluation, self),
            _ => throw new ViewEvaluationException($"{Column.Location} ({Column.Name}): several values where one belongs; use first(), or declare the column a collection."),
        };
    }

    private ViewValue Several(Evaluation evaluation, in PathNode self)
    {
        NodeBuffer items = evaluation.Rent();
        Path.Evaluate(evaluation, self, items);
        ViewValue[] values = new ViewValue[items.Count];
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = Value(items[place], evaluation.Options);
        }

        evaluation.Return(items);
        return new ViewValue(values);
    }

    private ViewValue Value(in PathNode node, ViewOptions options)
    {
        var value = new ViewValue(node);
        return _check is null || _check.Fits(value, options.ColumnChecks)
            ? value
            : throw new ViewEvaluationException($"{Column.Location} ({Column.Name}): the value is no {Column.Type}.");
    }
}
