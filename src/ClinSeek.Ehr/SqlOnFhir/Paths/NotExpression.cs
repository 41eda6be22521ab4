namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>not()</c>.</summary>
internal sealed class NotExpression(PathExpression operand) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self) => !operand.Truth(evaluation, self);
}
