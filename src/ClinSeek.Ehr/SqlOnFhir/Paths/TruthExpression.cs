namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>An expression whose result is true, false or nothing.</summary>
internal abstract class TruthExpression : PathExpression
{
    public abstract override bool? Truth(Evaluation evaluation, in PathNode self);

    public sealed override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        if (Truth(evaluation, self) is { } value)
        {
            output.Add(PathNode.Of(value));
        }
    }

    public sealed override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        bool? truth = Truth(evaluation, self);
        item = truth is { } value ? PathNode.Of(value) : default;
        return truth is null ? Found.Nothing : Found.One;
    }
}
