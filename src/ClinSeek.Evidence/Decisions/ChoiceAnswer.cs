namespace ClinSeek.Evidence.Decisions;

/// <summary>What was chosen from the list of candidates, in the list's own spelling.</summary>
public sealed record ChoiceAnswer(IReadOnlyList<string> Chosen) : DecisionAnswer
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names => Chosen;

    /// <inheritdoc />
    public override string Show() => string.Join('\n', Chosen);
}
