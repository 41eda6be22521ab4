namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary><c>ofType(T)</c> and <c>as T</c>: the items of the type.</summary>
internal sealed class TypeExpression(PathExpression target, string type) : PathExpression
{
    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        NodeBuffer items = evaluation.Rent();
        target.Evaluate(evaluation, self, items);
        TypeFilter.Keep(items, type, output);
        evaluation.Return(items);
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        Found found = target.Find(evaluation, self, out item);
        return found switch
        {
            Found.Several => base.Find(evaluation, self, out item),
            Found.One when !TypeFilter.Is(item, type) => Found.Nothing,
            _ => found,
        };
    }
}
