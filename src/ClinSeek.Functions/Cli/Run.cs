using Spectre.Console;

namespace ClinSeek.Functions.Cli;

/// <summary>Words in one style; runs of a paragraph are parted by a space.</summary>
/// <param name="Text">The words.</param>
/// <param name="Style">Their style, or null for the terminal's own.</param>
internal readonly record struct Run(string Text, Style? Style = null)
{
    public static Style Bold { get; } = new(decoration: Decoration.Bold);

    public static Style Dim { get; } = new(Color.Grey);

    public static Style Id { get; } = new(Color.Blue);

    public static Style Good { get; } = new(Color.Green);

    public static Style Doubt { get; } = new(Color.Yellow);

    public static Style Bad { get; } = new(Color.Red);

    public static implicit operator Run(string text) => new(text);
}
