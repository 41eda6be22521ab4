namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>ofType(T)</c> and <c>as T</c>: the items of the type.</summary>
internal sealed class TypeExpression(PathExpression target, string type) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        TypeFilter.Keep(items, type, output);
        evaluation.Return(items);
    }
}
