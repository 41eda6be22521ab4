using System.Globalization;
using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Scores;

/// <summary>What a score gave.</summary>
/// <param name="Definition">The score.</param>
/// <param name="Value">Every value that it can have; null where there is none.</param>
/// <param name="Items">Its lines.</param>
/// <param name="Missing">The names of the inputs that were missing.</param>
/// <param name="Bands">What the value can mean; one band where it is certain.</param>
/// <param name="Refusal">Why there is no value; null where there is one.</param>
public sealed record ScoreResult(
    ScoreDefinition Definition, Interval? Value, IReadOnlyList<ScoreItemResult> Items, IReadOnlyList<string> Missing,
    IReadOnlyList<ScoreBand> Bands, string? Refusal)
{
    /// <summary>The value in words: a number, or «4 to 7» while inputs are missing.</summary>
    public string ValueText => Value switch
    {
        null => "not computable",
        { IsExact: true } exact => Text(exact.Low),
        { } range => $"{Text(range.Low)} to {Text(range.High)}",
    };

    private string Text(double value) =>
        (Math.Round(value, 2).ToString(CultureInfo.InvariantCulture) + " " + Definition.Unit).TrimEnd();
}
