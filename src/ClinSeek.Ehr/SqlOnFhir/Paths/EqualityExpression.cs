using System.Text;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>= and != over whole collections; nothing on either side gives nothing.</summary>
internal sealed class EqualityExpression(PathExpression left, PathExpression right, bool expected) : TruthExpression
{
    private readonly byte[]? _text = right is LiteralExpression { Value: { Computed: string text, Type: var type } } && !FhirTypes.IsTemporal(type)
        ? Encoding.UTF8.GetBytes(text)
        : null;

    public override bool? Truth(Evaluation evaluation, in PathNode self)
    {
        bool? equal = left.Find(evaluation, self, out PathNode item) switch
        {
            Found.Nothing => null,
            Found.One when _text is not null && item.Computed is null => item.HasValue ? JsonText.Is(item.Json, _text) : null,
            Found.One when right.Find(evaluation, self, out PathNode other) == Found.One => NodeComparer.Equal(item, other),
            _ => OfSeveral(evaluation, self),
        };
        return expected ? equal : !equal;
    }

    private bool? OfSeveral(Evaluation evaluation, in PathNode self)
    {
        NodeBuffer items = evaluation.Rent();
        NodeBuffer others = evaluation.Rent();
        left.Evaluate(evaluation, self, items);
        right.Evaluate(evaluation, self, others);
        bool? equal = Equal(items, others);
        evaluation.Return(others);
        evaluation.Return(items);
        return equal;
    }

    private static bool? Equal(NodeBuffer items, NodeBuffer others)
    {
        if (items.Count == 0 || others.Count == 0)
        {
            return null;
        }

        if (items.Count != others.Count)
        {
            return false;
        }

        bool? equal = true;
        for (int place = 0; place < items.Count && equal != false; place++)
        {
            equal &= NodeComparer.Equal(items[place], others[place]);
        }

        return equal;
    }
}
