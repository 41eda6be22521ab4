namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A value that stands in the path, or a constant.</summary>
internal sealed class LiteralExpression(PathNode value) : PathExpression
{
    public PathNode Value { get; } = value;

    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output) => output.Add(Value);

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        item = Value;
        return Found.One;
    }
}
