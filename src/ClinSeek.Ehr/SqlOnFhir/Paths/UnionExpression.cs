namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>a | b</c>: the items of both, each once; <c>combine()</c> keeps the repeated ones.</summary>
internal sealed class UnionExpression(PathExpression left, PathExpression right, bool distinct) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        NodeBuffer all = evaluation.Rent();
        left.Evaluate(evaluation, self, all);
        right.Evaluate(evaluation, self, all);
        if (distinct)
        {
            Sets.Distinct(all, output);
        }
        else
        {
            output.AddRange(all);
        }

        evaluation.Return(all);
    }
}
