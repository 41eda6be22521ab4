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
        NodeBuffer items = evaluation.Rent();
        left.Evaluate(evaluation, self, items);
        bool? equal;
        if (_text is not null && items.Count == 1 && items[0].Computed is null)
        {
            equal = items[0].HasValue ? JsonText.Is(items[0].Json, _text) : null;
        }
        else
        {
            NodeBuffer others = evaluation.Rent();
            right.Evaluate(evaluation, self, others);
            equal = Equal(items, others);
            evaluation.Return(others);
        }

        evaluation.Return(items);
        return expected ? equal : !equal;
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
