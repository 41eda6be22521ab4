namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>One thing that is wrong with a pack's file.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.findings[3].effects[0].lr</c>.</param>
/// <param name="Text">What, and how to mend it.</param>
/// <param name="Line">The line of the file, from 1; null where the file is not at hand.</param>
public sealed record PackFault(string Path, string Text, int? Line = null)
{
    /// <inheritdoc />
    public override string ToString() => (Line is { } line ? $"line {line}, " : "") + $"{Path}: {Text}";
}
