namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>+ - * / div mod and &amp;. Nothing in, nothing out; division by nought and a result that is too large give nothing.</summary>
internal sealed class ArithmeticExpression(string name, PathExpression left, PathExpression right) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        if (Find(evaluation, self, out PathNode item) == Found.One)
        {
            output.Add(item);
        }
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        item = default;
        bool hasLeft = left.TrySingle(evaluation, self, out PathNode x) & right.TrySingle(evaluation, self, out PathNode y);
        if (name == "&")
        {
            item = PathNode.Of((x.Text ?? string.Empty) + (y.Text ?? string.Empty));
            return Found.One;
        }

        if (!hasLeft || !x.HasValue || !y.HasValue)
        {
            return Found.Nothing;
        }

        if (name == "+" && x.IsText && y.IsText)
        {
            item = PathNode.Of(x.Text + y.Text);
            return Found.One;
        }

        if (!x.TryNumber(out decimal a) || !y.TryNumber(out decimal b))
        {
            // A number of JSON may be larger than any decimal: then the result is unknown, not a mistake of the view.
            return IsNumber(x) && IsNumber(y) ? Found.Nothing : throw new ViewEvaluationException($"The operator {name} is for numbers, and + and & for texts.");
        }

        decimal? result = Calculate(a, b);
        item = result is { } value ? PathNode.Of(value) : default;
        return result is null ? Found.Nothing : Found.One;
    }

    private static bool IsNumber(in PathNode node) => node.Computed is decimal || (node.Computed is null && node.Json.ValueKind == System.Text.Json.JsonValueKind.Number);

    private decimal? Calculate(decimal a, decimal b)
    {
        try
        {
            return name switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => b == 0 ? null : a / b,
                "div" => b == 0 ? null : decimal.Truncate(a / b),
                "mod" => b == 0 ? null : a % b,
                _ => throw new InvalidOperationException($"There is no operator {name}."),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
