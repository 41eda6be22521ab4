namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>is T</c>.</summary>
internal sealed class IsExpression(PathExpression target, string type) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self) =>
        target.TrySingle(evaluation, self, out PathNode item) ? TypeFilter.Is(item, type) : null;
}
