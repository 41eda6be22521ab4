namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>exists()</c>, <c>exists(criteria)</c> and, negated, <c>empty()</c>.</summary>
internal sealed class ExistsExpression(PathExpression operand, bool expected) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self)
    {
        NodeBuffer items = evaluation.Rent();
        operand.Evaluate(evaluation, self, items);
        bool any = items.Count > 0;
        evaluation.Return(items);
        return any == expected;
    }
}
