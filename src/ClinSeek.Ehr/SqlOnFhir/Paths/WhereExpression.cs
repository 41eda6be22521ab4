namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>where(criteria)</c>: the items of which the criteria are true.</summary>
internal sealed class WhereExpression(PathExpression target, PathExpression criteria) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        int outer = evaluation.Index;
        for (int place = 0; place < items.Count; place++)
        {
            evaluation.Index = place;
            if (criteria.Truth(evaluation, items[place]) == true)
            {
                output.Add(items[place]);
            }
        }

        evaluation.Index = outer;
        evaluation.Return(items);
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        Found found = target.Find(evaluation, self, out item);
        if (found != Found.One)
        {
            return found == Found.Nothing ? found : base.Find(evaluation, self, out item);
        }

        int outer = evaluation.Index;
        evaluation.Index = 0;
        bool kept = criteria.Truth(evaluation, item) == true;
        evaluation.Index = outer;
        item = kept ? item : default;
        return kept ? Found.One : Found.Nothing;
    }
}
