namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A compiled FHIRPath. Immutable and shared between threads; all state is in the <see cref="Evaluation"/>.</summary>
internal abstract class PathExpression
{
    /// <summary>Adds the items that the path has at a node.</summary>
    public abstract void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output);

    /// <summary>
    /// How many items the path has, with the item where it is one. Most paths of a row have one or none: what can tell so without
    /// filling a buffer overrides this.
    /// </summary>
    public virtual Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        NodeBuffer items = evaluation.Rent();
        Evaluate(evaluation, self, items);
        Found found = items.Only(out item);
        evaluation.Return(items);
        return found;
    }

    /// <summary>As a criterion: null for nothing; one item that is no boolean counts as true.</summary>
    public virtual bool? Truth(Evaluation evaluation, in PathNode self) =>
        TrySingle(evaluation, self, out PathNode item) ? item.Boolean ?? true : null;

    /// <summary>The only item, if there is one; several are an error.</summary>
    public bool TrySingle(Evaluation evaluation, in PathNode self, out PathNode item) => Find(evaluation, self, out item) switch
    {
        Found.Nothing => false,
        Found.One => true,
        _ => throw new ViewEvaluationException("A path gave several items where one was needed; use first() or where()."),
    };
}
