namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A function of a whole collection, with arguments that are single items.</summary>
internal sealed class FunctionExpression(PathExpression target, IReadOnlyList<PathExpression> arguments, FunctionExpression.Body body) : PathExpression
{
    // The arguments where they all stand in the path; null where one must be evaluated.
    private readonly PathNode[]? _written = arguments.All(static argument => argument is LiteralExpression)
        ? [.. arguments.Select(static argument => ((LiteralExpression)argument).Value)]
        : null;

    /// <param name="evaluation">What the paths share.</param>
    /// <param name="input">The collection.</param>
    /// <param name="arguments">One item each; one without a value where the argument gave nothing.</param>
    /// <param name="output">Takes the result.</param>
    internal delegate void Body(Evaluation evaluation, NodeBuffer input, ReadOnlySpan<PathNode> arguments, NodeBuffer output);

    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        NodeBuffer input = evaluation.Rent();
        if (_written is not null)
        {
            target.Evaluate(evaluation, self, input);
            body(evaluation, input, _written, output);
            evaluation.Return(input);
            return;
        }

        NodeBuffer given = evaluation.Rent();
        for (int place = 0; place < arguments.Count; place++)
        {
            given.Add(arguments[place].TrySingle(evaluation, self, out PathNode item) ? item : default);
        }

        target.Evaluate(evaluation, self, input);
        body(evaluation, input, given.Items, output);
        evaluation.Return(given);
        evaluation.Return(input);
    }
}
