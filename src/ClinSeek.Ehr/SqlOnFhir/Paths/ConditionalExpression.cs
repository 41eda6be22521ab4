namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>iif(criterion, then, otherwise)</c>; only the branch that is taken is evaluated.</summary>
internal sealed class ConditionalExpression(PathExpression target, PathExpression criterion, PathExpression then, PathExpression? otherwise) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output) =>
        Branch(evaluation, self, out PathNode focus)?.Evaluate(evaluation, focus, output);

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        if (Branch(evaluation, self, out PathNode focus) is { } branch)
        {
            return branch.Find(evaluation, focus, out item);
        }

        item = default;
        return Found.Nothing;
    }

    // On a single item the arguments speak of that item; on none or several, of the node around.
    private PathExpression? Branch(Evaluation evaluation, in PathNode self, out PathNode focus)
    {
        if (target.Find(evaluation, self, out focus) != Found.One)
        {
            focus = self;
        }

        return criterion.Truth(evaluation, focus) == true ? then : otherwise;
    }
}
