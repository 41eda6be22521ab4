namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>first()</c>.</summary>
internal sealed class FirstExpression(PathExpression target) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        if (Find(evaluation, self, out PathNode item) == Found.One)
        {
            output.Add(item);
        }
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        Found found = target.Find(evaluation, self, out item);
        if (found != Found.Several)
        {
            return found;
        }

        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        item = items[0];
        evaluation.Return(items);
        return Found.One;
    }
}
