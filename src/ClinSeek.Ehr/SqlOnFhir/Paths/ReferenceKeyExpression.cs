namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>getReferenceKey(Type)</c>.</summary>
internal sealed class ReferenceKeyExpression(PathExpression target, string? type) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        for (int place = 0; place < items.Count; place++)
        {
            if (ReferenceKey.OfReference(items[place], type, evaluation) is { } key)
            {
                output.Add(PathNode.Of(key));
            }
        }

        evaluation.Return(items);
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        Found found = target.Find(evaluation, self, out item);
        if (found == Found.Several)
        {
            return base.Find(evaluation, self, out item);
        }

        string? key = found == Found.One ? ReferenceKey.OfReference(item, type, evaluation) : null;
        item = key is null ? default : PathNode.Of(key);
        return key is null ? Found.Nothing : Found.One;
    }
}
