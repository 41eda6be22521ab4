namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>
/// The beginning that several paths of one node share, as the columns of an observation share <c>value.ofType(Quantity)</c>: found for the
/// first of them and kept for the others.
/// </summary>
/// <param name="path">The beginning.</param>
/// <param name="slot">Its place among those of the view.</param>
internal sealed class SharedExpression(PathExpression path, int slot) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        switch (Find(evaluation, self, out PathNode item))
        {
            case Found.Nothing:
                break;
            case Found.One:
                output.Add(item);
                break;
            default:
                path.Evaluate(evaluation, self, output);
                break;
        }
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        ref Evaluation.Shared kept = ref evaluation.SharedAt(slot);
        if (kept.Node != evaluation.Node)
        {
            kept.Found = path.Find(evaluation, self, out kept.Item);
            kept.Node = evaluation.Node;
        }

        item = kept.Item;
        return kept.Found;
    }
}
