namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>&lt; &lt;= &gt; &gt;= over numbers, texts, dates and times; nothing where precision leaves it open.</summary>
internal sealed class ComparisonExpression(string name, PathExpression left, PathExpression right) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self) =>
        left.TrySingle(evaluation, self, out PathNode x) && right.TrySingle(evaluation, self, out PathNode y) && NodeComparer.Compare(x, y) is { } order
            ? name switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            }
            : null;
}
