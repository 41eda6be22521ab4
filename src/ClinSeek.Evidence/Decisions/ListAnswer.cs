namespace ClinSeek.Evidence.Decisions;

/// <summary>Names that no list closes.</summary>
public sealed record ListAnswer(IReadOnlyList<string> Items) : DecisionAnswer
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names => Items;

    /// <inheritdoc />
    public override string Show() => string.Join('\n', Items);
}
