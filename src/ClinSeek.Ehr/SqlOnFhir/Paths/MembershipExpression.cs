namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>item in collection</c>; <c>contains</c> is the same with its sides exchanged.</summary>
internal sealed class MembershipExpression(PathExpression item, PathExpression collection) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self)
    {
        if (!item.TrySingle(evaluation, self, out PathNode sought))
        {
            return null;
        }

        NodeBuffer items = evaluation.Rent();
        collection.Evaluate(evaluation, self, items);
        bool found = Sets.Holds(items, sought);
        evaluation.Return(items);
        return found;
    }
}
