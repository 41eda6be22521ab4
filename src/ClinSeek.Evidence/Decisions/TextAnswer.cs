namespace ClinSeek.Evidence.Decisions;

/// <summary>Sentences.</summary>
public sealed record TextAnswer(string Text) : DecisionAnswer
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names => [Text];

    /// <inheritdoc />
    public override string Show() => Text;
}
