namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>and, or, xor, implies with three values.</summary>
internal sealed class LogicExpression(string name, PathExpression left, PathExpression right) : TruthExpression
{
    private readonly Operator _operator = name switch
    {
        "and" => Operator.And,
        "or" => Operator.Or,
        "xor" => Operator.Xor,
        _ => Operator.Implies,
    };

    private enum Operator
    {
        And,
        Or,
        Xor,
        Implies,
    }

    public override bool? Truth(Evaluation evaluation, in PathNode self)
    {
        bool? a = left.Truth(evaluation, self);
        return _operator switch
        {
            Operator.And => a == false ? false : a & right.Truth(evaluation, self),
            Operator.Or => a == true ? true : a | right.Truth(evaluation, self),
            Operator.Xor => a ^ right.Truth(evaluation, self),
            _ => a == false ? true : !a | right.Truth(evaluation, self),
        };
    }
}
