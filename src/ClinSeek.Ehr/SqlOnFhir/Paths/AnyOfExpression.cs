namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>
/// <c>path = 'a' or path = 'b' or …</c> over the same path, which is read once: views that know many codes are full of it.
/// </summary>
/// <param name="path">The path.</param>
/// <param name="texts">The texts.</param>
/// <param name="written">What stands in the view, for items that are no texts of the resource.</param>
internal sealed class AnyOfExpression(PathExpression path, IEnumerable<string> texts, PathExpression written) : TruthExpression
{
    private readonly TextSet _texts = new(texts);

    public override bool? Truth(Evaluation evaluation, in PathNode self) => path.Find(evaluation, self, out PathNode item) switch
    {
        Found.Nothing => null,
        Found.One when item.IsText && item.Computed is null => _texts.Has(item.Json),
        _ => written.Truth(evaluation, self),
    };
}
