namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>[n]</c>; past either end there is nothing.</summary>
internal sealed class IndexExpression(PathExpression target, PathExpression place) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        if (!place.TrySingle(evaluation, self, out PathNode item))
        {
            return;
        }

        int at = Functions.Whole(item);
        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        if (at >= 0 && at < items.Count)
        {
            output.Add(items[at]);
        }

        evaluation.Return(items);
    }
}
