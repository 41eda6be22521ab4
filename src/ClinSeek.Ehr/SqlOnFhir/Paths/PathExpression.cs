namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A compiled FHIRPath. Immutable and shared between threads; all state is in the <see cref="Evaluation"/>.</summary>
internal abstract class PathExpression
{
    /// <summary>Adds the items that the path has at a node.</summary>
    public abstract void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output);

    /// <summary>As a criterion: null for nothing; one item that is no boolean counts as true.</summary>
    public virtual bool? Truth(Evaluation evaluation, in PathNode self) =>
        TrySingle(evaluation, self, out PathNode item) ? item.Boolean ?? true : null;

    /// <summary>The only item, if there is one; several are an error.</summary>
    public virtual bool TrySingle(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        NodeBuffer items = evaluation.Rent();
        Evaluate(evaluation, self, items);
        int count = items.Count;
        item = count == 1 ? items[0] : default;
        evaluation.Return(items);
        return count <= 1 ? count == 1 : throw new ViewEvaluationException("A path gave several items where one was needed; use first() or where().");
    }
}
