namespace ClinSeek.Knowledge.Pages;

/// <summary>A paragraph, list item, table row or heading of a document.</summary>
/// <param name="Level">1 to 6 for a heading, else 0.</param>
/// <param name="Text">Its text on one line.</param>
internal readonly record struct HtmlBlock(int Level, string Text);
