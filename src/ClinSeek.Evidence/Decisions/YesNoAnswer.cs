namespace ClinSeek.Evidence.Decisions;

/// <summary>Yes or no.</summary>
/// <param name="Yes">Whether it is yes.</param>
/// <param name="Risk">The risk of what was asked about, or null where none can be given.</param>
public sealed record YesNoAnswer(bool Yes, Risk? Risk = null) : DecisionAnswer
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names => [Word];

    private string Word => Yes ? "Yes" : "No";

    /// <inheritdoc />
    public override string Show() => Risk is null ? Word : $"{Word} ({Risk.Show()})";
}
