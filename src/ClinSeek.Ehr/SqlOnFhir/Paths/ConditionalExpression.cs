namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>iif(criterion, then, otherwise)</c>; only the branch that is taken is evaluated.</summary>
internal sealed class ConditionalExpression(PathExpression target, PathExpression criterion, PathExpression then, PathExpression? otherwise) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        // On a single item the arguments speak of that item; on none or several, of the node around.
        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        PathNode focus = items.Count == 1 ? items[0] : self;
        evaluation.Return(items);
        (criterion.Truth(evaluation, focus) == true ? then : otherwise)?.Evaluate(evaluation, focus, output);
    }
}
