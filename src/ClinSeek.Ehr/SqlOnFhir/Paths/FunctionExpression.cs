namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A function of a whole collection, with arguments that are single items.</summary>
internal sealed class FunctionExpression(PathExpression target, IReadOnlyList<PathExpression> arguments, FunctionExpression.Body body) : PathExpression
{
    /// <param name="evaluation">What the paths share.</param>
    /// <param name="input">The collection.</param>
    /// <param name="arguments">One item each; one without a value where the argument gave nothing.</param>
    /// <param name="output">Takes the result.</param>
    internal delegate void Body(Evaluation evaluation, NodeBuffer input, ReadOnlySpan<PathNode> arguments, NodeBuffer output);

    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        NodeBuffer given = evaluation.Rent();
        for (int place = 0; place < arguments.Count; place++)
        {
            given.Add(arguments[place].TrySingle(evaluation, self, out PathNode item) ? item : default);
        }

        NodeBuffer input = evaluation.Rent();
        target.Evaluate(evaluation, self, input);
        body(evaluation, input, given.Items, output);
        evaluation.Return(input);
        evaluation.Return(given);
    }
}
