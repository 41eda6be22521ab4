namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>all(criteria)</c>: true of nothing.</summary>
internal sealed class QuantifierExpression(PathExpression target, PathExpression criteria) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self)
    {
        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        int outer = evaluation.Index;
        bool all = true;
        for (int place = 0; place < items.Count && all; place++)
        {
            evaluation.Index = place;
            all = criteria.Truth(evaluation, items[place]) == true;
        }

        evaluation.Index = outer;
        evaluation.Return(items);
        return all;
    }
}
