namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>select(projection)</c>, and <c>repeat(projection)</c> which goes on below what it finds.</summary>
internal sealed class SelectExpression(PathExpression target, PathExpression projection, bool repeat) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        // Most of what a projection is made for is not there.
        Found found = target.Find(evaluation, self, out PathNode only);
        if (found == Found.Nothing)
        {
            return;
        }

        NodeBuffer items = evaluation.Rent();
        if (found == Found.One)
        {
            items.Add(only);
        }
        else
        {
            target.Evaluate(evaluation, self, items);
        }

        int outer = evaluation.Index;
        int first = output.Count;
        for (int place = 0; place < items.Count; place++)
        {
            evaluation.Index = place;
            projection.Evaluate(evaluation, items[place], output);
        }

        // What was found is searched in turn; JSON has no cycles, so this ends.
        for (int place = first; repeat && place < output.Count; place++)
        {
            PathNode item = output[place];
            if (item.IsObject)
            {
                projection.Evaluate(evaluation, item, output);
            }
        }

        evaluation.Index = outer;
        evaluation.Return(items);
    }
}
