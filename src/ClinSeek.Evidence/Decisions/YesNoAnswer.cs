namespace ClinSeek.Evidence.Decisions;

/// <summary>Yes or no.</summary>
/// <param name="Yes">Whether it is yes.</param>
/// <param name="Risk">The risk of what was asked about, or null where none can be given.</param>
/// <param name="Candidate">The candidate that says it, where a list of candidates has other words for yes and no; else null.</param>
public sealed record YesNoAnswer(bool Yes, Risk? Risk = null, string? Candidate = null) : DecisionAnswer
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names => [Word];

    private string Word => Candidate ?? (Yes ? "Yes" : "No");

    /// <inheritdoc />
    public override string Show() => Risk is null ? Word : $"{Word} ({Risk.Show()})";

    /// <summary>The same answer in the words of a list of candidates; as it is where none of them says it.</summary>
    public YesNoAnswer In(IReadOnlyList<string>? candidates)
    {
        string? own = Candidate is not null && candidates?.Contains(Candidate) is true ? Candidate : YesNoWords.Candidate(candidates, Yes);
        return this with { Candidate = own == (Yes ? "Yes" : "No") ? null : own };
    }
}
