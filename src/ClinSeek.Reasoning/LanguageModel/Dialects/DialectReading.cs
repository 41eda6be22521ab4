namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>The calls that a text holds.</summary>
/// <param name="Calls">Name and arguments of each, in the order written.</param>
/// <param name="Rest">The text without them.</param>
internal sealed record DialectReading(IReadOnlyList<(string Name, string Arguments)> Calls, string Rest)
{
    /// <summary>The reading of a text without a call.</summary>
    public static DialectReading None(string text) => new([], text);
}
