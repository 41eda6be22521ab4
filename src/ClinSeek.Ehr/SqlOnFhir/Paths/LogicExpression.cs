namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>and, or, xor, implies with three values.</summary>
internal sealed class LogicExpression(string name, PathExpression left, PathExpression right) : TruthExpression
{
    public override bool? Truth(Evaluation evaluation, in PathNode self)
    {
        bool? a = left.Truth(evaluation, self);
        switch (name)
        {
            case "and":
                return a == false ? false : a & right.Truth(evaluation, self);
            case "or":
                return a == true ? true : a | right.Truth(evaluation, self);
            case "xor":
                return a ^ right.Truth(evaluation, self);
            default:
                return a == false ? true : !a | right.Truth(evaluation, self);
        }
    }
}
