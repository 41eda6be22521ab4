namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>exists()</c>, <c>exists(criteria)</c> and, negated, <c>empty()</c>.</summary>
internal sealed class ExistsExpression(PathExpression operand, bool expected) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self) =>
        (operand.Find(evaluation, self, out _) != Found.Nothing) == expected;
}
