namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>What the evaluation itself knows: the node, the resource, its place in a list.</summary>
internal sealed class VariableExpression(VariableExpression.Source source) : PathExpression
{
    public enum Source
    {
        Nothing,
        This,
        Index,
        Resource,
        RowIndex,
    }

    public Source From { get; } = source;

    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        if (Find(evaluation, self, out PathNode item) == Found.One)
        {
            output.Add(item);
        }
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        item = From switch
        {
            Source.This => self,
            Source.Index => PathNode.Of((decimal)evaluation.Index),
            Source.Resource => evaluation.Resource,
            Source.RowIndex => PathNode.Of((decimal)evaluation.RowIndex),
            _ => default,
        };
        return From != Source.Nothing && (item.HasValue || item.Sibling.ValueKind != System.Text.Json.JsonValueKind.Undefined) ? Found.One : Found.Nothing;
    }
}
